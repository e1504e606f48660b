import {
  type BrakeStep,
  lastCause,
  type LaunchSight,
  MINUTE_MS,
  type Open,
  toSecond,
} from './brake-sight.ts';
import { roundsOf } from './rounds.ts';

/** The pauses before the first, the second and the third probe, and before each later one. */
const PAUSES_MS = [5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS);
/** A probe that is due waits while the group has launched this many rounds in half an hour. */
const MOST_ROUNDS = 5;
export const WINDOW_MS = 30 * MINUTE_MS;

/**
 * Whether agents have left since the brake opened, or since its last probe. If so, and if the organization's quota kept new agents from
 * registering, the quota has room again.
 */
export const hasRoomForAgents = ({ agents: before }: Open, agents: number | undefined): boolean =>
  before !== undefined && agents !== undefined && agents < before;

/** Decides whether the suspended launches are resumed, for a probe or for good. */
export function decideOpen(
  { now, registered, agents, hasSemaphore, launchSuspended, launches }: LaunchSight,
  brake: Open,
): BrakeStep | undefined {
  if (registered) return { brake: undefined, process: 'resume', event: { what: 'closed' } };
  const probing: Open = {
    ...{ ...brake, kind: 'probing', probes: brake.probes + 1, probedAt: toSecond(now) },
    agents: agents ?? brake.agents,
  };
  // A person has resumed launches, or the scaler could not suspend them: the next round is a probe.
  if (!launchSuspended) return { brake: { ...probing, withoutSemaphore: !hasSemaphore } };
  // The scaler itself reaches Semaphore again, so agents may, too.
  const semaphoreIsBack = brake.withoutSemaphore && hasSemaphore;
  const hasRoom = hasRoomForAgents(brake, agents);
  const pauses = hasRoom ? 0 : brake.probes;
  const pause = PAUSES_MS[Math.min(pauses, PAUSES_MS.length - 1)] ?? 0;
  const isDue = now >= (brake.probedAt ?? brake.since) + pause;
  const recent = launches.filter(({ startedAt }) => startedAt > now - WINDOW_MS);
  const mayLaunch = roundsOf(recent).length < MOST_ROUNDS;
  const isFirst = hasRoom && brake.probes === 0;
  if (!semaphoreIsBack && !isFirst && !(isDue && mayLaunch)) return undefined;
  return {
    brake: { ...probing, withoutSemaphore: !hasSemaphore },
    process: 'resume',
    event: { what: 'probes', cause: lastCause(launches) },
  };
}

/** Decides whether the launches that a probe has resumed are suspended again. */
export function decideProbing(
  { registered, launchSuspended, launches }: LaunchSight,
  brake: Open,
): BrakeStep | undefined {
  if (registered) return { brake: undefined, event: { what: 'closed' } };
  // A person has suspended launches meanwhile. They stay suspended.
  if (launchSuspended) return { brake: undefined, event: { what: 'released' } };
  const probedAt = brake.probedAt ?? brake.since;
  if (!launches.some(({ startedAt }) => startedAt >= probedAt)) return undefined;
  return {
    brake: { ...brake, kind: 'open' },
    process: 'suspend',
    event: { what: 'suspended again' },
  };
}
