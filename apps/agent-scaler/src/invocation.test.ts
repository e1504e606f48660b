import { beforeEach, describe, expect, it } from '@jest/globals';
import { ON_TIME, Fixture } from './testing/fixture.ts';

const grid = (until: number, from = 0) =>
  Array.from({ length: (until - from) / 2_000 + 1 }, (_, i) => from + i * 2_000);

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('an invocation', () => {
  it('polls on its grid for a minute, until its successor polls', async () => {
    await fixture.run();
    // The first poll waits for the token.
    expect(fixture.polls).toEqual([50, ...grid(60_000, 2_000)]);
    expect(fixture.elapsed).toBe(61_100);
  });

  it('polls at the configured interval, here every four seconds, and describes the group at every second poll', async () => {
    await fixture.run({ ...ON_TIME, phaseMs: 700 }, { pollIntervalMs: 4_000 });
    const points = Array.from({ length: 16 }, (_, i) => 700 + i * 4_000);
    expect(fixture.polls).toEqual([50, ...points]);
    expect(fixture.describes.slice(0, 3)).toEqual([0, 8_700, 16_700]);
  });

  it('raises in the same poll that reads the demand', async () => {
    fixture.at(20_500, () => (fixture.jobs = { queued: 4, running: 0 }));
    await fixture.run();
    // Semaphore answers at 22,050. Describing the group again takes until 22,100.
    expect(fixture.raises).toEqual([{ at: 22_100, from: 0, to: 4 }]);
  });

  it('raises as soon as Semaphore replies if jobs waited at the previous poll, because it then describes the group during the request', async () => {
    fixture.jobs = { queued: 2, running: 0 };
    fixture.at(21_000, () => (fixture.jobs = { queued: 6, running: 0 }));
    await fixture.run();
    expect(fixture.raises).toEqual([
      { at: 100, from: 0, to: 2 },
      { at: 22_050, from: 2, to: 6 },
    ]);
  });

  it('adds headroom, and raises in steps', async () => {
    fixture.jobs = { queued: 5, running: 0 };
    await fixture.run(ON_TIME, { headroom: { strategy: 'number', factor: 2 }, maxStep: 3 });
    expect(fixture.raises.map(({ to }) => to)).toEqual([3, 6, 7]);
    expect(fixture.raises.map(({ at }) => at)).toEqual([100, 2_050, 4_050]);
  });

  it('describes the group every ten seconds while no job waits', async () => {
    fixture.jobs = { queued: 0, running: 3 };
    fixture.group = { min: 0, max: 10, desired: 5 };
    await fixture.run();
    expect(fixture.describes).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
  });

  it('describes the group at each poll while jobs wait', async () => {
    fixture.jobs = { queued: 9, running: 9 };
    fixture.group = { min: 0, max: 10, desired: 10 };
    await fixture.run();
    expect(fixture.describes).toHaveLength(fixture.polls.length);
    expect(fixture.raises).toEqual([]);
  });

  it('uses changed limits of the group', async () => {
    fixture.jobs = { queued: 30, running: 0 };
    fixture.at(9_000, () => (fixture.group = { min: 0, max: 25, desired: 10 }));
    await fixture.run();
    expect(fixture.raises.map(({ to }) => to)).toEqual([10, 25]);
    expect(fixture.raises[1]?.at).toBe(10_050);
  });

  it('does not lower the capacity of a group that is above its maximum', async () => {
    fixture.jobs = { queued: 30, running: 0 };
    fixture.group = { min: 0, max: 10, desired: 12 };
    await fixture.run();
    expect(fixture.raises).toEqual([]);
  });

  it('raises again after an idle agent has lowered the capacity', async () => {
    fixture.group = { min: 0, max: 10, desired: 5 };
    fixture.jobs = { queued: 0, running: 5 };
    fixture.at(11_000, () => {
      fixture.group = { ...fixture.group, desired: 3 };
      fixture.jobs = { queued: 2, running: 3 };
    });
    await fixture.run();
    expect(fixture.raises).toEqual([{ at: 12_100, from: 3, to: 5 }]);
  });
});
