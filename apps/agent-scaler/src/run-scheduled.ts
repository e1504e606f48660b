import { runInvocation, type Ports } from './invocation.ts';
import { latenessMs, scheduledAt, type ScheduledEvent } from './schedule.ts';
import type { ScalerSettings } from './settings.ts';

export interface ScheduledStart {
  readonly event: ScheduledEvent;
  /** Milliseconds until Lambda terminates the invocation. */
  readonly remainingMs: number;
  /** Gives a random number from 0 to 1. */
  readonly random: () => number;
}

/** Runs the invocation for an event of the schedule. @throws only ScalerFailedError, if no poll succeeded */
export function runScheduled(
  ports: Ports,
  settings: ScalerSettings,
  { event, remainingMs, random }: ScheduledStart,
): Promise<void> {
  const now = ports.clock.date();
  const scheduled = scheduledAt(event, now);
  return runInvocation(ports, settings, {
    remainingMs,
    scheduledAt: scheduled,
    latenessMs: latenessMs(scheduled, now),
    // The offset of this invocation's polls within the poll interval. It is random, so that two concurrent invocations rarely
    // read the group and raise its capacity at the same moment (decision 0034).
    phaseMs: random() * settings.pollIntervalMs,
  });
}
