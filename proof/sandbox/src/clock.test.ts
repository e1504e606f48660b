import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { systemClock, waitAtMost } from './clock.ts';

function start() {
  const clock = new VirtualClock();
  const stop = new AbortController();
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  const results: string[] = [];
  void waitAtMost(promise, 1_000, clock, stop.signal).then(
    () => results.push('resolved'),
    (error: Error) => results.push(error.message),
  );
  return { clock, stop, resolve: () => resolve(), results };
}

describe('waitAtMost', () => {
  it('resolves when the promise resolves', async () => {
    const { clock, resolve, results } = start();
    await clock.advance(500);
    expect(results).toEqual([]);
    resolve();
    await clock.advance(0);
    expect(results).toEqual(['resolved']);
    expect(clock.sleeping).toBe(0);
  });

  it('resolves after the time limit', async () => {
    const { clock, results } = start();
    await clock.advance(1_000);
    expect(results).toEqual(['resolved']);
  });

  it('rejects when the signal is aborted', async () => {
    const { clock, stop, results } = start();
    stop.abort(new Error('closing'));
    await clock.advance(0);
    expect(results).toEqual(['closing']);
  });
});

describe('systemClock', () => {
  it('does not wake from an infinite sleep until the signal is aborted', async () => {
    const stop = new AbortController();
    const woken = systemClock.sleep(Infinity, stop.signal).then(
      () => 'woken',
      () => 'aborted',
    );
    await systemClock.sleep(10);
    stop.abort();
    expect(await woken).toBe('aborted');
  });

  it('sleeps, and rejects when the signal is aborted', async () => {
    await systemClock.sleep(1);
    const stop = new AbortController();
    const sleep = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
  });
});
