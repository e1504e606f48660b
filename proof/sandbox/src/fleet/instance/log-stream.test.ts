import { describe, expect, it } from '@jest/globals';
import { LogStream } from './log-stream.ts';
import type { LogPush } from './semaphore-client.ts';

function stream(...answers: LogPush[]) {
  const pushes: [string, number, number][] = [];
  const client = {
    pushLog: (_: string, token: string, from: number, lines: readonly string[]) => {
      pushes.push([token, from, lines.length]);
      return Promise.resolve(answers.shift() ?? 'accepted');
    },
    refreshLogToken: () => Promise.resolve('fresh'),
  };
  return { log: new LogStream(client, 'url', 'first'), pushes };
}

describe('LogStream', () => {
  it('numbers its lines', async () => {
    const { log, pushes } = stream();
    await log.push({ a: 1 }, { b: 2 });
    await log.push({ c: 3 });
    expect(pushes).toEqual([
      ['first', 0, 2],
      ['first', 2, 1],
    ]);
  });

  it('refreshes an expired token and pushes the same lines again', async () => {
    const { log, pushes } = stream('token-expired');
    await log.push({});
    await log.push({});
    expect(pushes).toEqual([
      ['first', 0, 1],
      ['fresh', 0, 1],
      ['fresh', 1, 1],
    ]);
  });

  it('stops when the log is full', async () => {
    const { log, pushes } = stream('full');
    await log.push({});
    await log.push({});
    expect(pushes).toHaveLength(1);
  });
});
