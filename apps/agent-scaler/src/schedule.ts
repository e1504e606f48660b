/** EventBridge's event; a start by hand may have any other shape. */
export interface ScheduledEvent {
  /** When the schedule fired, in ISO 8601. */
  readonly time?: unknown;
}

const LONGEST_MS = 60_000;
/** EventBridge tells whole seconds, rounded down. */
const GRAIN_MS = 1_000;

/** When the schedule fired; `now` when the event tells no such time, or one that cannot be. */
export function scheduledAt(event: ScheduledEvent | null | undefined, now: Date): Date {
  const scheduled = typeof event?.time === 'string' ? Date.parse(event.time) : Number.NaN;
  const late = now.getTime() - scheduled;
  return late >= 0 && late <= LONGEST_MS ? new Date(scheduled) : now;
}

/** Milliseconds at least from the scheduled time to `now`. */
export function latenessMs(scheduled: Date, now: Date): number {
  return Math.max(0, now.getTime() - scheduled.getTime() - GRAIN_MS);
}
