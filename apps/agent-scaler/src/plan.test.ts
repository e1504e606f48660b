import { beforeEach, describe, expect, it } from '@jest/globals';
import { fail } from './testing/failing.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

const grid = (until: number, from = 0) =>
  Array.from({ length: (until - from) / 2_000 + 1 }, (_, i) => from + i * 2_000);

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('an invocation', () => {
  it('ends within the time that Lambda allows', async () => {
    await fixture.run({ ...ON_TIME, remainingMs: 30_000 });
    expect(fixture.polls.slice(-2)).toEqual([26_000, 27_000]);
    expect(fixture.published.map(({ at }) => at)).toEqual([27_050]);
  });

  it('makes one poll even in a very short time', async () => {
    fixture.jobs = { queued: 1, running: 0 };
    await fixture.run({ ...ON_TIME, remainingMs: 2_000 });
    expect(fixture.raises).toHaveLength(1);
    expect(fixture.metric('ScaleOutLatency')).toHaveLength(1);
  });

  it('that cannot take the lease ends earlier after a late start, because its successor is due earlier', async () => {
    fixture.onLeaseTaken = fail(new Error('denied'));
    await fixture.runAlone({ ...ON_TIME, latenessMs: 12_000 });
    expect(fixture.polls.at(-1)).toBe(67_000);
  });

  it('that cannot take the lease polls for at least a minute, even after a late start', async () => {
    fixture.onLeaseTaken = fail(new Error('denied'));
    await fixture.runAlone({ ...ON_TIME, latenessMs: 50_000 });
    expect(fixture.polls.at(-1)).toBe(60_000);
  });

  it('leaves no timer for the next invocation', async () => {
    await fixture.run();
    expect(fixture.clock.sleeping).toBe(0);
  });

  it('ends in time even if calls never end', async () => {
    fixture.onDemand = () =>
      fixture.elapsed > 1_000 ? new Promise(() => undefined) : { jobs: fixture.jobs, agents: fixture.agents };
    await fixture.run({ ...ON_TIME, remainingMs: 70_000 });
    expect(fixture.elapsed).toBe(69_000);
    expect(fixture.metric('JobCount', 'queued')).toEqual([[0, 1]]);
  });

  it('continues on the same grid after Lambda has frozen the process', async () => {
    fixture.at(9_000, () => fixture.clock.freeze(30_500));
    await fixture.run();
    expect(fixture.polls).toEqual([50, ...grid(8_000, 2_000), 39_500, ...grid(60_000, 40_000)]);
  });
});
