import { rolloutBucket, rollingShare } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { askedAt, ImageRoll } from './testing/image-roll.ts';
import { printFigure } from './testing/print-figure.ts';

const MINUTE = 60_000;
const fleet = { seed: 1, instances: 40, spreadMinutes: 10 };

describe('a new image for 40 agents that live long', () => {
  it('reaches all of them while half are busy, and costs no job', async () => {
    const roll = await ImageRoll.start({ ...fleet, busy: 20 });
    const { clock } = roll.virtual;
    roll.deploy(2);
    const startedAt = clock.now();
    await roll.virtual.run(30 * MINUTE);
    const gone = roll.old.flatMap(({ id }) =>
      roll.virtual.fleet.instances().filter((each) => each.id === id),
    );
    const asked = gone.map(askedAt).toSorted((a = Infinity, b = Infinity) => a - b);
    const rollout = { revision: '', spreadMinutes: 10, sharePercent: 10, startedAt, pausedAt: undefined };
    const shareAt = (now: number) => rollingShare(rollout, { writtenAt: startedAt, now });
    const images = new Set(roll.live().map(({ imageId }) => imageId));
    const { jobs, lost } = await roll.close();
    const last = ((asked.at(-1) ?? Infinity) - startedAt) / MINUTE;
    printFigure(
      'image roll of 40 agents, 20 busy, spread 10 min',
      `the last old agent was asked to leave after ${last.toFixed(1)} min; ${lost} of ${jobs} jobs lost`,
    );
    expect([...images]).toEqual(['ami-00000000000000002']);
    expect({ old: roll.old.length, lost }).toEqual({ old: 40, lost: 0 });
    for (const instance of gone)
      expect(rolloutBucket(instance.id)).toBeLessThan(shareAt(askedAt(instance) ?? Infinity));
    for (const [index, at = Infinity] of asked.entries())
      expect(((index + 1) / 40) * 100).toBeLessThanOrEqual(shareAt(at));
  });

  it('stops replacing instances at a pause, and the next deployment reaches all of them', async () => {
    const roll = await ImageRoll.start({ ...fleet, spreadMinutes: 20, busy: 20 });
    roll.deploy(2);
    await roll.virtual.run(7 * MINUTE);
    roll.pause();
    await roll.virtual.run(6 * MINUTE);
    const atPause = roll.remaining().length;
    await roll.virtual.run(20 * MINUTE);
    const afterPause = roll.remaining().length;
    roll.deploy(3);
    await roll.virtual.run(32 * MINUTE);
    const images = new Set(roll.live().map(({ imageId }) => imageId));
    const { lost } = await roll.close();
    printFigure(
      'image roll of 40 agents, paused after 7 of 20 min',
      `${atPause} old agents are left 6 min after the pause, ${afterPause} another 20 min later; ${lost} jobs lost`,
    );
    expect(atPause).toBeGreaterThan(0);
    expect(atPause).toBeLessThan(40);
    expect(afterPause).toBe(atPause);
    expect([...images]).toEqual(['ami-00000000000000003']);
    expect(lost).toBe(0);
  });

  it('replaces at most 20 % of the idle agents in a tenth of the spread if instances of the new image never start an agent', async () => {
    const parameters = { LAUNCH_TIMEOUT: '180' };
    const roll = await ImageRoll.start({ ...fleet, spreadMinutes: 60, busy: 0, isBroken: true, parameters });
    roll.deploy(2);
    await roll.virtual.run(6 * MINUTE);
    const remaining = roll.remaining().length;
    roll.pause();
    await roll.virtual.run(20 * MINUTE);
    const later = roll.remaining().length;
    const registered = roll
      .live()
      .filter(({ imageId, registeredAt }) => imageId.endsWith('2') && registeredAt !== undefined);
    roll.deploy(1);
    await roll.virtual.run(10 * MINUTE);
    const { idle } = roll.virtual.hub.agents();
    await roll.close();
    printFigure(
      'image that never starts an agent, 40 idle agents, spread 60 min, paused after 6 min',
      `${remaining} old agents are left at the pause, ${later} 20 min later; ${idle} agents are idle 10 min after the previous image is back`,
    );
    expect(remaining).toBeGreaterThanOrEqual(32);
    // In the five minutes after the pause, instances that had not read it yet could still leave.
    expect(later).toBeGreaterThanOrEqual(30);
    expect(registered).toEqual([]);
    expect(idle).toBe(40);
  });

  it('does not replace instances for ever if the group never launches it', async () => {
    const roll = await ImageRoll.start({ ...fleet, busy: 0 });
    const launched = () => roll.virtual.fleet.instances().length;
    const before = launched();
    roll.nameAnotherRevision();
    await roll.virtual.run(40 * MINUTE);
    const replaced = launched() - before;
    await roll.virtual.run(120 * MINUTE);
    const later = launched() - before - replaced;
    await roll.close();
    printFigure(
      'rollout of a revision that the group does not launch, 40 agents, spread 10 min',
      `${replaced} instances replaced within 40 min, ${later} in the two hours after that`,
    );
    expect(replaced).toBeLessThanOrEqual(2 * 40);
    expect(later).toBe(0);
  });
});
