import type { LeftJob } from '@agent-aws-stack/contract';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { decodeSights, encodeSights } from './adapters/sights-parameter.ts';
import { JobWaits } from './job-waits.ts';

const POLL_MS = 2_000;
const AGENTS = 10;
const complete = (...ids: readonly string[]) => ({ ids, isComplete: true });

const seen = (found: readonly LeftJob[]) => found.map(({ id, waitedMs }) => [id, waitedMs]);

let waits: JobWaits;
beforeEach(() => {
  waits = new JobWaits(POLL_MS);
  waits.nothingQueued(0);
});

describe('a wait', () => {
  it('lasts from the first list with the job to the first without it', () => {
    expect(seen(waits.observe(complete('b', 'a'), 2_000, AGENTS))).toEqual([]);
    expect(seen(waits.observe(complete('c', 'b', 'a'), 4_000, AGENTS))).toEqual([]);
    expect(seen(waits.observe(complete('c'), 6_000, AGENTS))).toEqual([
      ['a', 4_000],
      ['b', 4_000],
    ]);
    expect(seen(waits.observe(complete(), 8_000, AGENTS))).toEqual([['c', 4_000]]);
    expect(waits.isEmpty).toBe(true);
  });

  it('is unknown if too much time has passed between two lists', () => {
    waits.observe(complete('a'), 2_000, AGENTS);
    expect(seen(waits.observe(complete('b'), 6_000, AGENTS))).toEqual([]);
    expect(seen(waits.observe(complete(), 8_000, AGENTS))).toEqual([]);
  });

  it('is unknown for the newest jobs if more jobs leave the queue than there are agents: users must have stopped the newest', () => {
    waits.observe(complete('b', 'a'), 2_000, AGENTS);
    waits.observe(complete('c', 'b', 'a'), 4_000, AGENTS);
    expect(seen(waits.observe(complete(), 6_000, 1))).toEqual([['a', 4_000]]);
  });

  it('is unknown for a job that fell out of the list, even if it is listed again', () => {
    waits.observe({ ids: ['b', 'a'], isComplete: true }, 2_000, AGENTS);
    expect(seen(waits.observe({ ids: ['c', 'b'], isComplete: false }, 4_000, AGENTS))).toEqual([]);
    expect(seen(waits.observe(complete('b', 'a'), 6_000, AGENTS))).toEqual([['c', 2_000]]);
    expect(seen(waits.observe(complete(), 8_000, AGENTS))).toEqual([['b', 6_000]]);
  });

  it('is unknown if no job of an incomplete list is in the next list', () => {
    waits.observe({ ids: ['b', 'a'], isComplete: false }, 2_000, AGENTS);
    waits.observe(complete('d', 'c'), 4_000, AGENTS);
    expect(seen(waits.observe(complete(), 6_000, AGENTS))).toEqual([]);
  });
});

describe('the next invocation', () => {
  let next: JobWaits;
  beforeEach(() => {
    next = new JobWaits(POLL_MS);
    waits.observe(complete('b', 'a'), 2_000, AGENTS);
    next.observe(complete('c', 'b', 'a'), 3_000, AGENTS);
  });
  const sightOf = (id: string) => waits.sights.find((sight) => sight.id === id)?.at;

  it('learns when the previous invocation first saw a job; measures the wait of a newer job from its own first list', () => {
    expect(next.needsSights).toBe(true);
    expect(seen(next.adopt(sightOf))).toEqual([]);
    expect(next.needsSights).toBe(false);
    expect(seen(next.observe(complete(), 5_000, AGENTS))).toEqual([
      ['a', 3_000],
      ['b', 3_000],
      ['c', 2_000],
    ]);
  });

  it('learns the waits of jobs that started before it read the saved times', () => {
    expect(seen(next.observe(complete('c'), 5_000, AGENTS))).toEqual([]);
    expect(seen(next.adopt(sightOf))).toEqual([
      ['a', 3_000],
      ['b', 3_000],
    ]);
  });

  it('does not count a job of its first list if the previous invocation counted the job after that list', () => {
    expect(seen(waits.observe(complete('c', 'b'), 4_000, AGENTS))).toEqual([['a', 2_000]]);
    expect(seen(next.observe(complete('c', 'b'), 5_000, AGENTS))).toEqual([]);
    expect(seen(next.adopt(sightOf))).toEqual([]);
    expect(seen(next.observe(complete(), 7_000, AGENTS))).toEqual([
      ['b', 5_000],
      ['c', 3_000],
    ]);
  });

  it('does not know the waits of jobs whose first sight the previous invocation does not know', () => {
    const third = new JobWaits(POLL_MS);
    third.observe(complete('c'), 4_000, AGENTS);
    third.adopt((id) => next.sights.find((sight) => sight.id === id)?.at);
    expect(seen(third.observe(complete(), 6_000, AGENTS))).toEqual([]);
  });

  it('does not know the waits if the previous invocation has saved nothing', () => {
    next.giveUp();
    expect(next.needsSights).toBe(false);
    expect(seen(next.observe(complete(), 5_000, AGENTS))).toEqual([]);
  });
});

describe('10,000 jobs, at most 500 queued at a time, with a handover each minute', () => {
  it('wait as long as JobWaits measures, to within a poll interval', () => {
    let seed = 7;
    const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const JOBS = 10_000;
    /** The queue, oldest first. */
    const queue: { readonly id: string; readonly queuedAt: number }[] = [];
    /** The true waits. */
    const truth = new Map<string, number>();
    const errors: number[] = [];
    let [count, now, nextArrival, nextStart, saved] = [0, 0, 0, 0, ''];
    let current = waits;
    const compare = (measured: readonly LeftJob[]) => {
      for (const { id, waitedMs } of measured) errors.push(Math.abs(waitedMs - truth.get(id)!));
    };
    for (let nextPoll = POLL_MS, end = 60_000; count < JOBS || queue.length > 0; nextPoll += POLL_MS) {
      // Jobs arrive in bursts and lulls, and start one by one. In every fifth minute, no agent is free.
      while (now < nextPoll) {
        now = Math.min(nextPoll, nextArrival, nextStart);
        if (now === nextArrival) {
          if (count < JOBS && queue.length < 499) queue.push({ id: `job-${count++}`, queuedAt: now });
          nextArrival = now + Math.ceil(random() * (now % 600_000 < 200_000 ? 150 : 900));
        }
        if (now === nextStart) {
          const job = Math.floor(now / 60_000) % 5 === 4 ? undefined : queue.shift();
          if (job) truth.set(job.id, now - job.queuedAt);
          nextStart = now + Math.ceil(random() * 500);
        }
      }
      const list = complete(...queue.map(({ id }) => id).toReversed());
      compare(current.observe(list, now, 100));
      if (now < end) continue;
      // The next invocation lists the jobs at once, and learns what this one knows.
      saved = encodeSights(current.sights, now);
      current = new JobWaits(POLL_MS);
      current.observe(list, now, 100);
      const known = decodeSights(saved)!;
      compare(current.adopt(known.sightOf));
      end += 60_000;
    }
    expect(errors.length).toBeGreaterThan(9_900);
    expect(Math.max(...errors)).toBeLessThanOrEqual(POLL_MS);
  });
});
