/** EventBridge's event. Someone who invokes the function by hand may send any other shape. */
export interface ScheduledEvent {
  /** When the schedule fired, in ISO 8601. */
  readonly time?: unknown;
}

/** A start that seems later than this has a wrong time. */
const LONGEST_LATENESS_MS = 60_000;
/** EventBridge gives whole seconds, rounded down. */
const RESOLUTION_MS = 1_000;

/** When the schedule fired; `now` if the event has no plausible time. */
export function scheduledAt(event: ScheduledEvent | null | undefined, now: Date): Date {
  const scheduled = typeof event?.time === 'string' ? Date.parse(event.time) : Number.NaN;
  const late = now.getTime() - scheduled;
  return late >= 0 && late <= LONGEST_LATENESS_MS ? new Date(scheduled) : now;
}

/**
 * Milliseconds from the scheduled time to `now`, at least. The successor is due that much earlier: after a start 20 s late,
 * Lambda bills 41 s instead of more than 65.
 */
export function latenessMs(scheduled: Date, now: Date): number {
  return Math.max(0, now.getTime() - scheduled.getTime() - RESOLUTION_MS);
}
