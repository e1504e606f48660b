import type { Clock } from '../clock.ts';

/** What happens to one event of the schedule: it starts the scaler this much late, or is left out. */
export type Tick = { readonly lateMs: number } | 'left-out';

export interface ScheduleOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds from the start until the first event. */
  readonly phaseMs: number;
  /** EventBridge drops an event that is later than this. */
  readonly maximumAgeMs: () => number;
  readonly tick: () => Tick;
  readonly invoke: (scheduledAt: number) => Promise<void>;
}

const MINUTE_MS = 60_000;

/** EventBridge's schedule of the scaler: an event a minute, until the signal aborts. */
export async function runSchedule({
  clock,
  signal,
  phaseMs,
  maximumAgeMs,
  tick,
  invoke,
}: ScheduleOptions): Promise<void> {
  const startsAt = clock.now() + phaseMs;
  for (let minute = 0; !signal.aborted; minute++) {
    const scheduledAt = startsAt + minute * MINUTE_MS;
    await clock.sleep(scheduledAt - clock.now(), signal).catch(() => undefined);
    const event = tick();
    if (signal.aborted || event === 'left-out' || event.lateMs > maximumAgeMs()) continue;
    void clock.sleep(event.lateMs).then(() => invoke(scheduledAt));
  }
}
