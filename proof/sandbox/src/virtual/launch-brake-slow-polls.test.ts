import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet, type VirtualFleetOptions } from './virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const templates = new Map<number, unknown>();
let virtual: VirtualFleet;
let opened: string[];

beforeAll(async () => {
  for (const min of [0, 1]) {
    const parameters = {
      ASG_MIN_SIZE: String(min),
      ASG_MAX_SIZE: '20',
      DISCONNECT_AFTER_IDLE_TIMEOUT: '600',
    };
    templates.set(min, await synthesizedTemplate('slow', { ...parameters, SCALER_POLL_INTERVAL: '30' }));
  }
});
afterEach(() => virtual.close());

async function start(min: number, seed: number, more: Partial<VirtualFleetOptions> = {}): Promise<void> {
  opened = [];
  virtual = new VirtualFleet({
    ...{
      stackName: 'slow',
      template: templates.get(min),
      seed,
      token: { parameter: 'agent-token', value: 't' },
    },
    onLog: (_, message) => void (message.startsWith('agents do not start') && opened.push(message)),
    ...more,
  });
  await virtual.run(3 * MINUTE + seed * 7 * SECOND);
}

describe('the launch brake with polls every 30 s', () => {
  // The intervals make each job arrive when an agent has just started, so most agents come and go between two polls.
  it.each([
    { min: 0, everySeconds: 75, pace: {} },
    { min: 1, everySeconds: 75, pace: {} },
    { min: 1, everySeconds: 40, pace: { launchDelayMs: 5 * SECOND, bootMs: 10 * SECOND } },
  ])('never brakes agents that run one job of 2 s: %j', async ({ min, everySeconds, pace }) => {
    for (const seed of [1, 2, 3]) {
      if (seed > 1) await virtual.close();
      await start(min, seed, { pace });
      for (let job = 0; job < 80; job++) {
        virtual.hub.enqueue(1, { durationMs: 2 * SECOND });
        await virtual.run(everySeconds * SECOND);
      }
      expect(opened).toEqual([]);
      expect(virtual.hub.jobs().filter(({ result }) => result === 'passed').length).toBeGreaterThan(70);
    }
  });

  it('brakes agents that never register', async () => {
    await start(1, 1);
    virtual.hub.resetToken('another');
    const failedAt = virtual.clock.now();
    for (const { id, state } of virtual.fleet.instances())
      if (state === 'in-service') virtual.fleet.powerOff(id);
    const group = virtual.fleet.context.registry.groups[0]!;
    while (!group.suspended.has(LAUNCH_PROCESS) && virtual.clock.now() < failedAt + 30 * MINUTE)
      await virtual.run(SECOND);
    const launches = virtual.fleet
      .events()
      .filter(({ type, at }) => type === 'launching' && at >= failedAt).length;
    printFigure(
      'launch brake with polls every 30 s, revoked token',
      `open after ${launches} launches and ${((virtual.clock.now() - failedAt) / MINUTE).toFixed(1)} min`,
    );
    expect(launches).toBeLessThanOrEqual(5);
  });
});
