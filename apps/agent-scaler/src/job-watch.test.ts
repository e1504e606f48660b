import { beforeEach, describe, expect, it } from '@jest/globals';
import { readJobWaitsLine } from '@agent-aws-stack/contract';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { Fixture, ON_TIME } from './testing/fixture.ts';

let fixture: Fixture;
let queue: readonly string[];
beforeEach(() => {
  fixture = new Fixture();
  queue = [];
  fixture.agents = { idle: 0, occupied: 3 };
  fixture.onDemand = () => ({ jobs: { queued: queue.length, running: 3 }, agents: fixture.agents });
  fixture.onJobs = () => ({ ids: queue, isComplete: true });
});
/** Sets the queue at each of these times, in milliseconds after the start. */
function queueAt(changes: Readonly<Record<number, readonly string[]>>): void {
  for (const [ms, ids] of Object.entries(changes)) fixture.at(Number(ms), () => (queue = ids));
}
const waits = (metric = 'JobWait') =>
  fixture.published
    .flatMap(({ metrics }) => metrics)
    .filter(({ name }) => name === metric)
    .flatMap(({ values, counts }) =>
      values.flatMap((value, index) => Array<number>(counts[index]!).fill(value)),
    )
    .sort((a, b) => a - b);

describe('the metric JobWait', () => {
  it('has the seconds that each started job was queued', async () => {
    queueAt({ 3_000: ['a'], 9_000: ['c', 'b', 'a'], 15_000: ['c'], 31_000: [] });
    await fixture.run();
    expect(waits()).toEqual([6, 12, 22]);
    const metric = fixture.published[0]?.metrics.find(({ name }) => name === 'JobWait');
    expect(metric).toMatchObject({ unit: 'Seconds', dimensions: { StackName: 'ci' } });
  });

  it('needs no list while no job is queued', async () => {
    await fixture.run();
    expect(fixture.jobLists).toEqual([]);
    expect(fixture.published[0]?.metrics.map(({ name }) => name)).not.toContain('JobWait');
  });

  it('counts jobs that wait through several invocations', async () => {
    queueAt({ 51_000: ['a'], 55_000: ['b', 'a'], 130_000: ['b'], 190_000: [] });
    const invocations = [0, 1, 2, 3].map(async (minute) => {
      await fixture.clock.sleep(minute * 60_000);
      await fixture.invoke({ ...ON_TIME, phaseMs: (minute * 700) % 2_000 });
    });
    await fixture.clock.run(Promise.all(invocations));
    expect(waits()).toHaveLength(2);
    expect(Math.abs(waits()[0]! - 79)).toBeLessThanOrEqual(2);
    expect(Math.abs(waits()[1]! - 135)).toBeLessThanOrEqual(2);
    expect(fixture.savedSights).toBe('');
    expect(fixture.logged('warn')).toEqual(['no later invocation took over']);
  });

  it('leaves out a job that an earlier invocation saw first, if that invocation could not save what it knew', async () => {
    fixture.onSave = fail(new ThrottledError(SITE, AWS_DETAIL));
    queueAt({ 51_000: ['a'], 130_000: ['b', 'a'], 140_000: [] });
    const invocations = [0, 1, 2].map(async (minute) => {
      await fixture.clock.sleep(minute * 60_000);
      await fixture.invoke();
    });
    await fixture.clock.run(Promise.all(invocations));
    expect(waits()).toEqual([10]);
    expect(fixture.logged('warn')).toContain('could not measure how long jobs wait');
  });
});

describe('an invocation that has saved what it knows', () => {
  it('counts no more jobs, because the next invocation counts them', async () => {
    fixture.onJobs = async () => {
      await fixture.clock.sleep(1_200);
      return { ids: queue, isComplete: true };
    };
    fixture.onSave = () => fixture.clock.sleep(500);
    queueAt({ 51_000: ['a'], 60_500: [] });
    await fixture.run();
    expect(fixture.savedSights).not.toBe('');
    expect(waits()).toEqual([]);
  });
});

describe('the line about a started job', () => {
  it('has the id and the wait in milliseconds, at the level debug', async () => {
    queueAt({ 3_000: ['a'], 9_000: [] });
    await fixture.run();
    expect(fixture.lines).toContainEqual({
      level: 'debug',
      message: 'job started',
      fields: { job: 'a', waitedMs: 5_900 },
    });
  });
});

describe('the line about the jobs that have left the queue', () => {
  const lines = () => fixture.lines.filter(({ message }) => message === 'jobs left the queue');

  it('names each job of the invocation with its wait and the time at which it left, the longest wait first', async () => {
    queueAt({ 3_000: ['a'], 9_000: ['b', 'a'], 15_000: ['b'], 17_000: [] });
    const startedAt = fixture.clock.date().getTime();
    await fixture.run();
    expect(lines()).toMatchObject([{ level: 'info' }]);
    const left = readJobWaitsLine(lines()[0]?.fields);
    expect(left?.map(({ id, waitedMs }) => [id, Math.round(waitedMs / 1_000)])).toEqual([
      ['a', 12],
      ['b', 8],
    ]);
    for (const { id, leftAt } of left!) {
      const seconds = (leftAt - startedAt) / 1_000;
      expect(seconds).toBeGreaterThan(id === 'a' ? 15 : 17);
      expect(seconds).toBeLessThan(id === 'a' ? 17.5 : 19.5);
    }
  });

  it('is left out if no wait is known', async () => {
    queueAt({ 0: ['a'] });
    await fixture.run();
    expect(lines()).toEqual([]);
  });
});

describe('the metric JobWaitSoFar', () => {
  it('has the waits of started jobs and, once a minute, the waits so far of jobs that are queued for longer than the limit', async () => {
    queueAt({ 3_000: ['b', 'a'], 9_000: ['b'], 50_000: ['c', 'b'], 100_000: ['c'], 115_000: [] });
    const invocations = [0, 1, 2].map(async (minute) => {
      await fixture.clock.sleep(minute * 60_000);
      await fixture.invoke(ON_TIME, { maxJobWaitMs: 60_000 });
    });
    await fixture.clock.run(Promise.all(invocations));
    expect(waits()).toEqual([6, 65, 97].map((wait) => expect.closeTo(wait, -0.5)));
    expect(waits('JobWaitSoFar')).toEqual([6, 65, 76, 97].map((wait) => expect.closeTo(wait, -0.5)));
  });

  it('is not published without a limit', async () => {
    queueAt({ 3_000: ['a'], 9_000: [] });
    await fixture.run();
    expect(waits('JobWaitSoFar')).toEqual([]);
  });
});

describe('lists of queued jobs', () => {
  it.each<[string, () => never]>([
    ['fail', fail(new Error('down'))],
    ['are refused', fail(new SemaphoreStatusError('acme', 429, 7_000))],
    ['hang', (() => new Promise(() => undefined)) as unknown as () => never],
  ])('cost no poll and delay no poll if they %s', async (_, onJobs) => {
    queueAt({ 3_000: ['a'] });
    fixture.onJobs = onJobs;
    await fixture.run();
    expect(fixture.polls).toEqual([50, ...Array.from({ length: 30 }, (_, poll) => 2_000 * (poll + 1))]);
    expect(fixture.elapsed).toBe(61_100);
    expect(fixture.metric('PollFailures')).toEqual([]);
    expect(fixture.logged('warn').length).toBeLessThanOrEqual(1);
  });

  it('pause for as long as Semaphore asks', async () => {
    queueAt({ 1_000: ['a'] });
    fixture.onJobs = fail(new SemaphoreStatusError('acme', 429, 10_000));
    await fixture.run();
    expect(fixture.jobLists.slice(0, 3)).toEqual([2_100, 14_050, 26_050]);
  });

  it('are requested one at a time', async () => {
    queueAt({ 1_000: ['a'] });
    fixture.onJobs = async () => {
      await fixture.clock.sleep(5_000);
      return { ids: queue, isComplete: true };
    };
    await fixture.run();
    expect(fixture.jobLists.slice(0, 3)).toEqual([2_100, 8_050, 14_050]);
  });
});
