import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tick } from './schedule.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const MINUTE = 60_000;
const on = (alarm: string) => ({ alarm: `lab-${alarm}`, state: 'ALARM' });
let template: unknown;
let virtual: VirtualFleet;

beforeAll(async () => {
  template = await synthesizedTemplate('lab', { ASG_MAX_SIZE: '10' });
});
afterEach(() => virtual.close());

/** A fleet that has been running for ten minutes. */
async function start({ seed = 1, tick }: { seed?: number; tick?: (minute: number) => Tick } = {}) {
  let minute = 0;
  virtual = new VirtualFleet({
    ...{ stackName: 'lab', template, token: { parameter: 'agent-token', value: 't0ken' }, seed },
    ...(tick && { tick: () => tick(minute++) }),
  });
  await virtual.run(10 * MINUTE);
  virtual.alarms.changes.length = 0;
  return virtual;
}

const results = () => virtual.scaler.invocations.map(({ result }) => result);

describe('VirtualFleet', () => {
  it('scales out for jobs and in afterwards, and raises no alarm', async () => {
    const { hub, fleet } = await start();
    hub.enqueue(4, { durationMs: 3 * MINUTE });
    await virtual.run(4 * MINUTE);
    expect(virtual.size).toMatchObject({ desired: 4 });
    expect(hub.demand()).toEqual({ queued: 0, running: 4 });
    await virtual.run(50 * MINUTE);
    expect(hub.jobs().map(({ result }) => result)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(virtual.size).toMatchObject({ desired: 0 });
    expect(fleet.instances().every(({ state }) => state === 'terminated')).toBe(true);
    expect(new Set(results())).toEqual(new Set(['succeeded']));
    expect(virtual.alarms.changes).toEqual([]);
  });

  it('repeats a run for the same seed', async () => {
    const play = async (seed: number) => {
      const { hub, fleet } = await start({ seed });
      hub.enqueue(3, { durationMs: 20_000 });
      await virtual.run(8 * MINUTE);
      const played = JSON.stringify([fleet.events(), hub.jobs(), hub.pollTimes()]);
      await virtual.close();
      return played;
    };
    const first = await play(5);
    expect(await play(5)).toBe(first);
    expect(await play(6)).not.toBe(first);
  });

  it("runs new jobs after the scaler's processes are killed", async () => {
    const { scaler, hub } = await start();
    scaler.kill();
    hub.enqueue(1, { durationMs: 1_000 });
    await virtual.run(4 * MINUTE);
    expect(results().filter((result) => result !== 'succeeded')).toEqual(['killed']);
    expect(hub.demand()).toEqual({ queued: 0, running: 0 });
  });

  it('raises the alarm about a failing scaler while Semaphore is down', async () => {
    const { network } = await start();
    const end = network.fail({ service: 'semaphore', kind: 'refused', share: 1 });
    await virtual.run(9 * MINUTE);
    end();
    expect(virtual.alarms.changes).toMatchObject([on('scaler-failing')]);
    await virtual.run(9 * MINUTE);
    expect(virtual.alarms.alarming).toEqual([]);
  });

  it('raises the alarm about a silent scaler while EventBridge leaves out its events', async () => {
    await start({ tick: (minute) => (minute < 11 || minute > 20 ? { lateMs: 0 } : 'left-out') });
    await virtual.run(10 * MINUTE);
    expect(virtual.alarms.changes).toMatchObject([on('scaler-silent')]);
    await virtual.run(5 * MINUTE);
    expect(virtual.alarms.alarming).toEqual([]);
  });

  it('raises the alarm about jobs that wait at the maximum', async () => {
    const { hub } = await start();
    hub.enqueue(15, { durationMs: 20 * MINUTE });
    await virtual.run(15 * MINUTE);
    expect(virtual.size).toMatchObject({ max: 10, desired: 10 });
    expect(virtual.alarms.changes).toMatchObject([on('jobs-waiting-at-maximum')]);
  });

  it('starts jobs again soon after the new token is in its parameter', async () => {
    const { hub, parameters, clock } = await start();
    hub.resetToken('n3w');
    await virtual.run(MINUTE);
    parameters.put('agent-token', 'n3w');
    await virtual.run(15_000);
    const since = clock.now();
    hub.enqueue(1, { durationMs: 1_000 });
    await virtual.run(2 * MINUTE);
    expect((hub.jobs()[0]?.startedAt ?? Infinity) - since).toBeLessThan(90_000);
  });

  it('is updated in place: new limits, and a new launch template for later instances', async () => {
    const { hub, fleet } = await start();
    hub.enqueue(1, { durationMs: 1_000 });
    await virtual.run(2 * MINUTE);
    const changed = JSON.stringify(template).replace('"MaxSize":"10"', '"MaxSize":"2"');
    virtual.deploy(JSON.parse(changed.replace('"InstanceType":"t2.micro"', '"InstanceType":"c7i.large"')));
    hub.enqueue(4, { durationMs: 5 * MINUTE });
    await virtual.run(3 * MINUTE);
    expect(virtual.size).toEqual({ min: 0, max: 2, desired: 2 });
    expect(fleet.instances().map(({ launchTemplateVersion }) => launchTemplateVersion)).toContain(2);
  });
});
