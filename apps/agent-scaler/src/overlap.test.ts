import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

let fixture: Fixture;
/** Starts two invocations whose phases cause the longest gap. */
const both = (secondAt: number) => {
  const second = fixture.clock.sleep(secondAt).then(() => fixture.invoke({ ...ON_TIME, phaseMs: 250 }));
  return Promise.all([fixture.invoke({ ...ON_TIME, phaseMs: 1_999 }), second]);
};
const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

beforeEach(() => {
  fixture = new Fixture();
});

describe('two invocations', () => {
  it.each([
    ['on time', 60_000],
    ['5 s late', 65_000],
    ['20 s late', 80_000],
    ['a minute late', 120_000],
    ['early', 41_000],
    ['at the same time', 0],
  ])('leave no gap of more than 2.6 s if the second one starts %s', async (_, startsAt) => {
    await fixture.clock.run(both(startsAt));
    expect(Math.max(...gaps(fixture.polls.toSorted((a, b) => a - b)))).toBeLessThanOrEqual(2_600);
  });

  it('leave a gap of at most five seconds if the second one is 20 s late and the lease cannot be taken', async () => {
    fixture.onLeaseTaken = fail(new ThrottledError(SITE, AWS_DETAIL));
    await fixture.clock.run(both(80_000));
    expect(Math.max(...gaps(fixture.polls.toSorted((a, b) => a - b)))).toBeLessThanOrEqual(5_000);
  });

  it('overlap by little more than a second', async () => {
    const second = fixture.clock.sleep(60_000).then(() => fixture.invoke());
    const first = fixture.invoke().then(() => fixture.elapsed);
    expect(await fixture.clock.run(first)).toBeLessThan(61_300);
    await fixture.clock.run(second);
  });

  it('that start for the same minute: the first ends after its minute, the second once the next invocation polls', async () => {
    const ends = [fixture.invoke(), fixture.clock.sleep(10).then(() => fixture.invoke())].map((invocation) =>
      invocation.then(() => fixture.elapsed),
    );
    fixture.at(75_000, () => fixture.takeLease());
    const [first = 0, second = 0] = await fixture.clock.run(Promise.all(ends));
    // The second invocation has the lease. The first mistakes it for its successor and ends after a minute.
    expect(first).toBeLessThan(61_000);
    expect(second).toBeGreaterThan(75_000);
    expect(second).toBeLessThan(77_000);
  });

  it.each([0, 7, 25, 49, 50, 51, 99, 101])(
    'never lower the capacity if they start %d ms apart',
    async (apart) => {
      for (const second of [5, 15, 25, 35]) {
        fixture.at(second * 1_000, () => (fixture.jobs = { queued: (second * 7) % 11, running: second % 5 }));
      }
      const other = fixture.clock.sleep(apart).then(() => fixture.invoke());
      await fixture.clock.run(Promise.all([fixture.invoke(), other]));
      expect(fixture.raises.filter(({ from, to }) => to < from)).toEqual([]);
      expect(fixture.group.desired).toBe(10);
    },
  );
});

describe('a capacity that somebody else has raised', () => {
  it.each([
    ['jobs wait', { queued: 4, running: 0 }],
    ['jobs run', { queued: 0, running: 4 }],
  ])('is not lowered when %s', async (_, jobs) => {
    fixture.at(20_500, () => {
      fixture.jobs = jobs;
      fixture.group = { ...fixture.group, desired: 9 };
    });
    await fixture.run();
    expect(fixture.raises).toEqual([]);
  });
});
