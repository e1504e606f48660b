/** EventBridge's event; a start by hand may have any other shape. */
export interface ScheduledEvent {
  /** When the schedule fired, in ISO 8601. */
  readonly time?: unknown;
}

const LONGEST_MS = 60_000;
/** EventBridge tells whole seconds, rounded down. */
const GRAIN_MS = 1_000;

/** Milliseconds at least from the scheduled time to `now`; 0 when the event tells none, or one that cannot be. */
export function latenessMs(event: ScheduledEvent | null | undefined, now: Date): number {
  const scheduled = typeof event?.time === 'string' ? Date.parse(event.time) : Number.NaN;
  const late = now.getTime() - scheduled;
  return late >= 0 && late <= LONGEST_MS ? Math.max(0, late - GRAIN_MS) : 0;
}
