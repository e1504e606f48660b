import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A scheduled action runs up to two minutes late, and the simulator looks once a second. */
const LATEST = 121 * SECOND;
let template: unknown;
let virtual: VirtualFleet;

beforeAll(async () => {
  const timeZone = 'Europe/Berlin';
  template = await synthesizedTemplate('lab', {
    ASG_MAX_SIZE: '5',
    SCHEDULES_JSON: JSON.stringify([
      { name: 'start', cron: '0 7 * * *', timeZone, minSize: 2, maxSize: 20 },
      { name: 'end', cron: '0 9 * * *', timeZone, minSize: 0, maxSize: 5 },
    ]),
  });
});
afterEach(() => virtual.close());

/** A fleet that is deployed at this time. */
function start(startsAt: string, scheduleLateMs = 120_000): VirtualFleet {
  virtual = new VirtualFleet({
    ...{ stackName: 'lab', template, token: { parameter: 'agent-token', value: 't0ken' }, seed: 3 },
    ...{ startsAt: Date.parse(startsAt), pace: { scheduleLateMs } },
  });
  return virtual;
}
const runUntil = (time: string) => virtual.run(Date.parse(time) - virtual.clock.now());
/** Lets time pass until the group has this maximum. Returns when that was. */
async function untilMaximum(max: number): Promise<number> {
  for (let second = 0; virtual.size.max !== max && second < 11 * 3_600; second++) await virtual.run(SECOND);
  return virtual.clock.now();
}
const results = () => new Set(virtual.hub.jobs().map(({ result }) => result));

describe('the schedules of a fleet', () => {
  it.each([
    ['is put forward', '2026-03-29T00:30:00Z', '2026-03-29T05:00:00Z'],
    ['is put back', '2026-10-25T00:30:00Z', '2026-10-25T06:00:00Z'],
  ])('keep to local time on the day on which the clock %s', async (_what, from, seven) => {
    start(from);
    await virtual.run(MINUTE);
    expect(virtual.size).toMatchObject({ min: 0, max: 5 });
    const late = [
      (await untilMaximum(20)) - Date.parse(seven),
      (await untilMaximum(5)) - Date.parse(seven) - 2 * HOUR,
    ];
    for (const ms of late) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(LATEST);
    }
    expect(virtual.size).toMatchObject({ min: 0, max: 5 });
    console.info(
      `office hours on ${seven.slice(0, 10)}: ${late.map((ms) => `${ms / SECOND} s`).join(', ')} late`,
    );
  });

  it('lose no job when the maximum goes from 20 to 5 while 20 jobs run', async () => {
    const { hub } = start('2026-06-01T04:59:00Z');
    await runUntil('2026-06-01T06:50:00Z');
    hub.enqueue(20, { durationMs: 30 * MINUTE });
    await virtual.run(5 * MINUTE);
    expect(hub.demand()).toEqual({ queued: 0, running: 20 });
    await untilMaximum(5);
    await virtual.run(MINUTE);
    expect(virtual.size).toEqual({ min: 0, max: 5, desired: 5 });
    expect(hub.demand()).toEqual({ queued: 0, running: 20 });
    await virtual.run(45 * MINUTE);
    expect(results()).toEqual(new Set(['passed']));
    expect(
      virtual.fleet.instances().filter(({ state }) => state !== 'terminated').length,
    ).toBeLessThanOrEqual(5);
  });

  it.each(['2026-06-01T05:00:00Z', '2026-06-01T07:00:00Z'])(
    'do not disturb the scaler when they change the sizes at %s',
    async (edge) => {
      const { hub } = start('2026-06-01T04:50:00Z', 0);
      await runUntil(new Date(Date.parse(edge) - 2 * SECOND).toISOString());
      for (let poll = 0; poll < 3; poll++) {
        hub.enqueue(4, { durationMs: 5 * MINUTE });
        await virtual.run(2 * SECOND);
        const { min, max, desired } = virtual.size;
        expect(desired).toBeGreaterThanOrEqual(min);
        expect(desired).toBeLessThanOrEqual(max);
      }
      await virtual.run(20 * MINUTE);
      expect(hub.demand()).toEqual({ queued: 0, running: 0 });
      expect(results()).toEqual(new Set(['passed']));
      expect(new Set(virtual.scaler.invocations.map(({ result }) => result))).toEqual(new Set(['succeeded']));
    },
  );

  it('set sizes that survive a deployment, unless the deployment changes the configured sizes', async () => {
    start('2026-06-01T04:50:00Z');
    await virtual.run(MINUTE);
    await untilMaximum(20);
    const text = JSON.stringify(template);
    virtual.deploy(JSON.parse(text.replace('"InstanceType":"t2.micro"', '"InstanceType":"c7i.large"')));
    await virtual.run(MINUTE);
    expect(virtual.size).toMatchObject({ min: 2, max: 20 });
    virtual.deploy(JSON.parse(text.replace('"MaxSize":"5"', '"MaxSize":"6"')));
    await virtual.run(MINUTE);
    expect(virtual.size).toMatchObject({ min: 2, max: 6 });
    await untilMaximum(5);
    expect(virtual.size).toMatchObject({ min: 0, max: 5 });
  });
});
