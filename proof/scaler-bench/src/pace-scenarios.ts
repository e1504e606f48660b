import {
  alive,
  decidesWithin,
  describesPerMinute,
  longestGap,
  meanWait,
  neverLowers,
  raisedBetween,
} from './scenario.ts';
import type { Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;
/** The timeout of the function. */
const TIMEOUT_MS = 160_000;
/** The default of SEMAPHORE_AGENT_SCALER_POLL_INTERVAL. */
const POLL_SECONDS = 2;
const WORST_GAP_MS = 2_600;

/** The name of the scenario `idle` with a poll each second. */
export const IDLE_EVERY_SECOND = 'idle, a poll each second';

/** Invocations on time, without changes of the demand: measures the polling pace and the cost. */
export function idle(instances: number, quick: boolean, pollSeconds: 1 | 2 = POLL_SECONDS): Scenario {
  const lateMs = 600;
  return {
    name: pollSeconds === 1 ? IDLE_EVERY_SECOND : 'idle',
    instances,
    starts: quick
      ? [{ atMs: 0 }]
      : [{ atMs: 0 }, { atMs: MINUTE_MS, environment: 1 }, { atMs: 2 * MINUTE_MS }],
    remainingMs: quick ? 16_000 : TIMEOUT_MS,
    lengthMs: quick ? 18_000 : 2 * MINUTE_MS + 5_000,
    variables: { SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: String(pollSeconds) },
    prepare: (services) => (services.jobs = { queued: 0, running: instances }),
    expectations: [
      alive,
      longestGap(pollSeconds * 1_000 + lateMs),
      meanWait(pollSeconds * 500 + 100),
      describesPerMinute(10),
      neverLowers,
    ],
  };
}

/** Jobs arrive every few seconds, and the scaler must raise the capacity each time. */
export function scaleOut(instances: number, quick: boolean): Scenario {
  const seconds = quick ? 12 : 24;
  return {
    name: 'scale-out',
    instances,
    starts: [{ atMs: 0 }],
    remainingMs: seconds * 1_000,
    lengthMs: seconds * 1_000 + 2_000,
    alone: true,
    prepare: (services) => {
      services.jobs = { queued: 0, running: instances };
      for (let second = 2.3; second < seconds - 3; second += 2.7) {
        services.timeline.at(
          second * 1_000,
          () => (services.jobs = { queued: 0, running: services.jobs.running + 5 }),
        );
      }
    },
    expectations: [alive, decidesWithin(65), longestGap(WORST_GAP_MS), neverLowers],
  };
}

/** Two concurrent invocations while the demand changes all the time. */
export function twoAtOnce(quick: boolean): Scenario {
  const seconds = quick ? 14 : 40;
  return {
    name: 'two at once',
    instances: 0,
    starts: [{ atMs: 0 }, { atMs: 0, environment: 1 }],
    remainingMs: seconds * 1_000,
    lengthMs: seconds * 1_000 + 2_000,
    prepare: (services) => {
      for (let tick = 1; tick <= (seconds - 5) * 10; tick++) {
        services.timeline.at(
          tick * 100,
          () => (services.jobs = { queued: 1 + Math.floor(tick / 4), running: 0 }),
        );
      }
    },
    expectations: [
      alive,
      neverLowers,
      raisedBetween(1 + Math.floor(((seconds - 5) * 10) / 4), 0, (seconds - 2) * 1_000),
    ],
  };
}
