import { afterEach, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG, LAUNCH_PROCESS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { SpotFleet } from '../fleet-life/testing/spot-drought.ts';
import { physicalIdOf } from './stack-template.ts';

const MINUTE = 60_000;
let fleet: SpotFleet;
afterEach(() => fleet.virtual.close());

it('the launch brake also suspends launches of on-demand instances that stand in, and resumes them when agents can start', async () => {
  fleet = await SpotFleet.start({ fallbackAfterSeconds: 60, idleTimeoutSeconds: 300, maxSize: 20 });
  const { virtual } = fleet;
  const standIns = () => virtual.fleet.context.registry.find(physicalIdOf(ON_DEMAND_GROUP_ID))!;
  const startedAt = virtual.clock.now();
  virtual.fleet.pools.limit({ market: 'spot' });
  virtual.hub.limitAgents(0);
  virtual.hub.enqueue(2, { durationMs: MINUTE });
  await fleet.run(40 * MINUTE);
  const launches = virtual.fleet.instances().filter(({ market }) => market === 'on-demand');
  const early = launches.filter(({ launchedAt }) => launchedAt < startedAt + 30 * MINUTE);
  expect(standIns().suspended.has(LAUNCH_PROCESS)).toBe(true);
  expect(early.length).toBeLessThanOrEqual(2 * 5);

  virtual.hub.limitAgents(undefined);
  const repairedAt = virtual.elapsedMs;
  while (virtual.hub.unfinishedJobs().length > 0 && virtual.elapsedMs < repairedAt + 60 * MINUTE)
    await fleet.run(5_000);
  const minutes = (virtual.elapsedMs - repairedAt) / MINUTE;
  printFigure(
    'agents that never start while two on-demand instances stand in',
    `${launches.length} on-demand launches in 40 min, ${early.length} of them in the first 30 min; all jobs had finished ${minutes.toFixed(0)} min after the repair`,
  );
  expect(virtual.hub.unfinishedJobs()).toEqual([]);
  await fleet.run(2 * MINUTE);
  expect(standIns().suspended.has(LAUNCH_PROCESS)).toBe(false);
  expect(standIns().tags.some(({ key }) => key === LAUNCH_BRAKE_TAG)).toBe(false);
});
