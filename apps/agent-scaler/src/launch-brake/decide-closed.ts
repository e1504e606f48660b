import {
  type BrakeStep,
  lastCause,
  type LaunchSight,
  MINUTE_MS,
  toSecond,
  type Watching,
} from './brake-sight.ts';
import { endedEarly, failedRounds, roundsOf } from './rounds.ts';

const FAILED_ROUNDS = 3;

/** How far back rounds count: 45 minutes, because three failed rounds spread over hours do no harm. Longer if rounds may last so long that three do not fit. */
export const lookbackMs = (earlyMs: number): number => Math.max(45 * MINUTE_MS, 4 * earlyMs);

/** Decides whether to watch launches, and after three rounds that failed, whether to suspend them. */
export function decideClosed(
  sight: LaunchSight,
  watching: Watching | undefined,
  earlyMs: number,
): BrakeStep | undefined {
  const { now, since, changed, missesAgents, agents, hasSemaphore, tokenRefused, launchSuspended, launches } =
    sight;
  // If only the scaler cannot reach Semaphore, agents register and run jobs unseen, so nothing is known about them.
  const knowsAgents = hasSemaphore || tokenRefused;
  // A person has suspended launches: there is nothing to brake.
  if (launchSuspended || changed || !missesAgents || !knowsAgents) return watching && { brake: undefined };
  if (watching === undefined) {
    const ended = launches.filter((launch) => endedEarly(launch, earlyMs) && (launch.endedAt ?? 0) >= since);
    if (ended.length === 0) return undefined;
    const first = Math.min(...ended.map(({ startedAt }) => startedAt));
    return { brake: { kind: 'watching', since: toSecond(Math.max(first, knownSince(sight, earlyMs))) } };
  }
  const watchedSince = Math.max(watching.since, toSecond(observedSince(sight, earlyMs)));
  const from = Math.max(watchedSince, now - lookbackMs(earlyMs));
  const recent = launches.filter(({ startedAt }) => startedAt >= from);
  if (recent.length === 0 && from > watchedSince) return { brake: undefined };
  const rounds = failedRounds(roundsOf(recent), earlyMs, now);
  if (rounds < FAILED_ROUNDS)
    return watchedSince > watching.since ? { brake: { kind: 'watching', since: watchedSince } } : undefined;
  return {
    brake: {
      kind: 'open',
      since: toSecond(now),
      probes: 0,
      probedAt: undefined,
      agents,
      withoutSemaphore: !hasSemaphore,
    },
    process: 'suspend',
    event: { what: 'opened', rounds, cause: lastCause(recent) },
  };
}

/** For each instance launched since this time, the scaler knows whether its agent has registered. */
function knownSince(sight: LaunchSight, earlyMs: number): number {
  const { since, tokenRefused, launches } = sight;
  // While the token is refused, nobody sees that older agents leave.
  if (tokenRefused) return since;
  const endedBefore = launches.filter(({ endedAt = Infinity }) => endedAt < since);
  return Math.max(observedSince(sight, earlyMs), ...endedBefore.map(({ startedAt }) => startedAt + 1_000));
}

/** Since when launches count as observed by polls that came close together. If an instance was still booting when such polls began, its launch counts, too. */
function observedSince({ closeSince, launches }: LaunchSight, earlyMs: number): number {
  if (closeSince === undefined) return -Infinity;
  const booting = launches.filter(
    ({ startedAt, endedAt = Infinity }) => startedAt > closeSince - earlyMs && endedAt > closeSince,
  );
  return Math.min(closeSince, ...booting.map(({ startedAt }) => startedAt));
}
