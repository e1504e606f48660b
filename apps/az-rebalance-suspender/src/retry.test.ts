import { describe, expect, it, jest } from '@jest/globals';
import { retry, withTimeout, type RetryOptions } from './retry.ts';
import { never, virtualTime } from './testing/fake-ports.ts';

class TransientError extends Error {}

/** Options that retry after a TransientError, in virtual time. @param timeLeftMs the time left at the start */
function options(timeLeftMs = 45_000) {
  const { clock, sleep } = virtualTime();
  return {
    clock,
    sleep,
    firstPauseMs: 1000,
    timeLeftMs: () => timeLeftMs - clock.now(),
    isTransient: (error: unknown) => error instanceof TransientError,
    onRetry: jest.fn<RetryOptions['onRetry']>(),
  };
}

describe('retry', () => {
  it('retries after transient errors, with growing pauses', async () => {
    const given = options();
    const startedMs: number[] = [];
    const work = () => {
      startedMs.push(given.clock.now());
      return startedMs.length < 4 ? Promise.reject(new TransientError('not yet')) : Promise.resolve();
    };
    await retry(work, given);
    expect(startedMs).toEqual([0, 1000, 3000, 7000]);
    expect(given.onRetry.mock.calls.map(([{ attempt, pauseMs }]) => [attempt, pauseMs])).toEqual([
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ]);
  });

  it('throws the last error after five attempts', async () => {
    const work = (attempt: number) => Promise.reject(new TransientError(`attempt ${attempt}`));
    await expect(retry(work, options())).rejects.toThrow('attempt 5');
  });

  it('does not retry after other errors', async () => {
    const given = options();
    const work = jest.fn(() => Promise.reject(new Error('no such group')));
    await expect(retry(work, given)).rejects.toThrow('no such group');
    expect(work).toHaveBeenCalledTimes(1);
    expect(given.clock.now()).toBe(0);
  });

  it('does not retry if the pause would use up the time left', async () => {
    const given = options(2500);
    const work = jest.fn(() => Promise.reject(new TransientError('not yet')));
    await expect(retry(work, given)).rejects.toThrow('not yet');
    expect(work).toHaveBeenCalledTimes(2);
    expect(given.timeLeftMs()).toBeGreaterThan(0);
  });
});

describe('withTimeout', () => {
  it('stops waiting at the limit and names the task', async () => {
    const { clock, sleep } = options();
    await expect(withTimeout(45_000, 'suspending', never(), sleep)).rejects.toThrow(
      'suspending: not done within 45000 ms',
    );
    expect(clock.now()).toBe(45_000);
  });

  it.each<[string, () => Promise<void>, string | undefined]>([
    ['succeeds', () => Promise.resolve(), undefined],
    ['fails', () => Promise.reject(new Error('no')), 'no'],
  ])('ends as soon as the work %s', async (_name, work, message) => {
    const { clock, sleep } = options();
    const seen = await withTimeout(1000, 'suspending', work(), sleep).catch((error: Error) => error.message);
    expect(seen).toBe(message);
    expect(clock.now()).toBe(0);
  });
});
