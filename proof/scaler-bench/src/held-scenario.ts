import { alive, longestGap, neverLowers, raisesTo, type Scenario } from './scenario.ts';

const MINUTE_MS = 60_000;
const GAP_MS = 2_600;

/**
 * A quota of 5 holds 45 of 50 jobs. The scaler has raised the capacity for all 50, but 45 instances get no job, and 44 of them end. Then the
 * next invocation takes over. It must not raise the capacity for the held jobs again.
 */
export function heldJobs(): Scenario {
  return {
    name: 'held jobs',
    instances: 6,
    starts: [{ atMs: 0 }, { atMs: MINUTE_MS, environment: 1 }],
    remainingMs: 2 * MINUTE_MS,
    lengthMs: MINUTE_MS + 20_000,
    prepare: (services) => {
      const { timeline, group } = services;
      services.jobs = { queued: 0, running: 5 };
      timeline.at(1_000, () => (services.jobs = { queued: 45, running: 5 }));
      timeline.at(8_000, () => (services.agents = { idle: 45, occupied: 5 }));
      timeline.at(30_000, () => {
        services.agents = { idle: 1, occupied: 5 };
        group.DesiredCapacity = 6;
      });
      // A job ends, and the oldest queued job starts in its place. The scaler then publishes how long that job waited.
      timeline.at(40_000, () => (services.jobs = { queued: 44, running: 5 }));
      // The last idle agent ends, and its replacement boots during the handover.
      timeline.at(50_000, () => (services.agents = { idle: 0, occupied: 5 }));
    },
    expectations: [alive, longestGap(GAP_MS), neverLowers, raisesTo(50)],
  };
}
