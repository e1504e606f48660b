import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { systemClock, waitAtMost } from './clock.ts';

function start() {
  const clock = new VirtualClock();
  const stop = new AbortController();
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  const ended: string[] = [];
  void waitAtMost(promise, 1_000, clock, stop.signal).then(
    () => ended.push('over'),
    (error: Error) => ended.push(error.message),
  );
  return { clock, stop, resolve: () => resolve(), ended };
}

describe('waitAtMost', () => {
  it('ends with what it waits for', async () => {
    const { clock, resolve, ended } = start();
    await clock.advance(500);
    expect(ended).toEqual([]);
    resolve();
    await clock.advance(0);
    expect(ended).toEqual(['over']);
    expect(clock.sleeping).toBe(0);
  });

  it('ends when the time is over', async () => {
    const { clock, ended } = start();
    await clock.advance(1_000);
    expect(ended).toEqual(['over']);
  });

  it('ends with the signal', async () => {
    const { clock, stop, ended } = start();
    stop.abort(new Error('closing'));
    await clock.advance(0);
    expect(ended).toEqual(['closing']);
  });
});

describe('systemClock', () => {
  it('sleeps until it is woken', async () => {
    await systemClock.sleep(1);
    const stop = new AbortController();
    const sleep = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
  });
});
