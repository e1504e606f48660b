/** EventBridge's event. Somebody who invokes the function by hand may send anything else. */
export interface ScheduledEvent {
  /** When the schedule fired, in ISO 8601. */
  readonly time?: unknown;
}

/** If an invocation seems later than this, the event's time is taken to be wrong. */
const LONGEST_LATENESS_MS = 60_000;
/** EventBridge rounds the time down to whole seconds. */
const RESOLUTION_MS = 1_000;

/** When the schedule fired, according to the event; `now` if the event has no plausible time. */
export function scheduledAt(event: ScheduledEvent | null | undefined, now: Date): Date {
  const scheduled = typeof event?.time === 'string' ? Date.parse(event.time) : Number.NaN;
  const lateMs = now.getTime() - scheduled;
  return lateMs >= 0 && lateMs <= LONGEST_LATENESS_MS ? new Date(scheduled) : now;
}

/**
 * How late an invocation started, in milliseconds, minus one second, because the event's time may be rounded down by that much.
 * An invocation that starts 20 s late counts as 19 s late, so it expects its successor 60 - 19 = 41 s after its start.
 * Lambda then bills 41 s for it; if it expected its successor after 60 s, Lambda would bill more than 65 s (decision 0034).
 */
export function latenessMs(scheduled: Date, now: Date): number {
  return Math.max(0, now.getTime() - scheduled.getTime() - RESOLUTION_MS);
}
