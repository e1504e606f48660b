import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { LogStream } from './log-stream.ts';
import type { LogPush } from './semaphore-client.ts';

function stream(...answers: (LogPush | Error)[]) {
  const pushes: [string, number, number][] = [];
  const clock = new VirtualClock();
  const power = new AbortController();
  const client = {
    pushLog: async (_: string, token: string, from: number, lines: readonly string[]) => {
      pushes.push([token, from, lines.length]);
      const answer = answers.shift() ?? 'accepted';
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer);
    },
    refreshLogToken: () => Promise.resolve('fresh'),
  };
  const log = new LogStream({ client, url: 'url', token: 'first', clock, power: power.signal });
  return { log, pushes, clock, power };
}

describe('LogStream', () => {
  it('numbers its lines', async () => {
    const { log, pushes, clock } = stream();
    log.write({ a: 1 });
    await clock.advance(0);
    log.write({ b: 2 });
    log.write({ c: 3 });
    await log.close();
    expect(pushes).toEqual([
      ['first', 0, 1],
      ['first', 1, 1],
      ['first', 2, 1],
    ]);
  });

  it.each([
    ['refreshes an expired token', 'token-expired' as const, 'fresh'],
    ['waits after a failure', new Error('HTTP 500'), 'first'],
  ])('%s, and pushes the same lines again', async (_, answer, token) => {
    const { log, pushes, clock } = stream(answer);
    log.write({});
    await clock.advance(1_999);
    log.write({});
    await clock.run(log.close());
    expect(pushes[0]).toEqual(['first', 0, 1]);
    expect(pushes.slice(1).every(([used]) => used === token)).toBe(true);
    const [, from = 0, count = 0] = pushes.at(-1) ?? [];
    expect(from + count).toBe(2);
  });

  it('stops when the log is full', async () => {
    const { log, pushes, clock } = stream('full');
    log.write({});
    await clock.advance(0);
    log.write({});
    await log.close();
    expect(pushes).toHaveLength(1);
  });

  it('gives up a minute after the end of the job', async () => {
    const { log, clock } = stream(...Array.from({ length: 100 }, () => new Error('HTTP 500')));
    log.write({});
    const startedAt = clock.now();
    await clock.run(log.close());
    expect(clock.now() - startedAt).toBe(60_000);
  });

  it('rejects when the machine loses power', async () => {
    const { log, power } = stream(new Error('HTTP 500'));
    log.write({});
    const closed = log.close();
    power.abort(new Error('no power'));
    await expect(closed).rejects.toThrow('no power');
  });
});
