import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { HookWait } from './hook-wait.ts';

const hook = {
  name: 'up',
  transition: 'launching',
  heartbeatTimeoutSeconds: 10,
  defaultResult: 'ABANDON',
} as const;

function start() {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const wait = new HookWait(hook, 'token', clock);
  const answers: string[] = [];
  const ended = wait.result(stop.signal).then(
    (result) => answers.push(result),
    (error: Error) => answers.push(error.message),
  );
  return { clock, stop, wait, answers, ended };
}

describe('HookWait', () => {
  it('gives the first answer', async () => {
    const { clock, wait, answers } = start();
    await clock.advance(9_999);
    expect(answers).toEqual([]);
    wait.complete('CONTINUE');
    wait.complete('ABANDON');
    await clock.advance(0);
    expect(answers).toEqual(['CONTINUE']);
    expect(clock.sleeping).toBe(0);
  });

  it('gives the default result at the heartbeat timeout', async () => {
    const { clock, answers } = start();
    await clock.advance(10_000);
    expect(answers).toEqual(['ABANDON']);
  });

  it('starts the timeout again at a heartbeat', async () => {
    const { clock, wait, answers } = start();
    await clock.advance(9_000);
    wait.heartbeat();
    await clock.advance(9_999);
    expect(answers).toEqual([]);
    await clock.advance(1);
    expect(answers).toEqual(['ABANDON']);
  });

  it('gives an answer that came before anything asked for the result', async () => {
    const wait = new HookWait(hook, 'token', new VirtualClock());
    wait.complete('CONTINUE');
    expect(await wait.result(new AbortController().signal)).toBe('CONTINUE');
  });

  it('rejects when the signal is aborted', async () => {
    const { stop, answers, ended } = start();
    stop.abort(new Error('closing'));
    await ended;
    expect(answers).toEqual(['closing']);
  });
});
