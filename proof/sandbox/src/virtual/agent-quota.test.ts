import { afterEach, expect, it } from '@jest/globals';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const QUOTA = 3;
/** A poll that sees fewer agents makes the scaler look again within 15 s. Launch and boot take 61 s. The agent's first request follows within 15 s. */
const BACK_WITHIN_SECONDS = 15 + 61 + 15;

let virtual: VirtualFleet;
afterEach(() => virtual.close());

it('an agent that leaves is replaced soon although the quota of agents keeps the launch brake open', async () => {
  const template = await synthesizedTemplate('quota', { ASG_MAX_SIZE: '20', AFTER_JOB: 'replace' });
  const opened: number[] = [];
  virtual = new VirtualFleet({
    ...{ stackName: 'quota', template, seed: 1, token: { parameter: 'agent-token', value: 't' } },
    onLog: (_, message) => {
      if (message.startsWith('agents do not start')) opened.push(virtual.elapsedMs);
    },
  });
  await virtual.run(3 * MINUTE);
  virtual.hub.limitAgents(QUOTA);
  virtual.hub.enqueue(9, { durationMs: 25 * MINUTE });
  await virtual.run(5 * MINUTE);
  let missingSince: number | undefined;
  let longest = 0;
  while (virtual.hub.demand().queued > 0 && virtual.elapsedMs < 180 * MINUTE) {
    await virtual.run(SECOND);
    const { idle, occupied } = virtual.hub.agents();
    missingSince = idle + occupied < QUOTA ? (missingSince ?? virtual.elapsedMs) : undefined;
    if (missingSince !== undefined) longest = Math.max(longest, virtual.elapsedMs - missingSince);
  }
  printFigure(
    'quota of 3 agents, 9 jobs of 25 min',
    `the brake opened ${opened.length} times; at most ${(longest / SECOND).toFixed(0)} s without the third agent`,
  );
  expect(opened.length).toBeGreaterThan(0);
  expect(virtual.hub.demand().queued).toBe(0);
  expect(longest / SECOND).toBeLessThanOrEqual(BACK_WITHIN_SECONDS);
});
