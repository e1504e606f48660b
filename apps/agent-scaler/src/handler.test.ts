import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { runInvocation as RunInvocation } from './invocation.ts';

const runInvocation = jest.fn<typeof RunInvocation>();
jest.unstable_mockModule('./invocation.ts', () => ({ runInvocation }));
const { handler } = await import('./index.ts');

const before = process.env;
beforeEach(() => {
  process.env = {
    ...before,
    AWS_REGION: 'eu-central-1',
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_AGENT_STACK_NAME: 'ci',
    SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
    SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '4',
    SEMAPHORE_AGENT_LOG_LEVEL: 'warn',
  };
  jest.useFakeTimers({ now: new Date('2026-03-01T10:01:07.500Z') });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  process.env = before;
});

describe('an invocation', () => {
  const context = { awsRequestId: 'a', getRemainingTimeInMillis: () => 89_000 };

  it('is given its remaining time, its lateness, and a random offset of its polls within the poll interval', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.25);
    await handler({ time: '2026-03-01T10:00:58Z' }, context);
    const [, settings, start] = runInvocation.mock.lastCall ?? [];
    expect(settings).toMatchObject({ stackName: 'ci', pollIntervalMs: 4_000 });
    expect(start).toEqual({
      remainingMs: 89_000,
      scheduledAt: new Date('2026-03-01T10:00:58Z'),
      latenessMs: 8_500,
      phaseMs: 1_000,
    });
  });

  it('logs its stack and its request id, at the configured level and above', async () => {
    const written: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        written.push(String(text));
        return true;
      });
    }
    runInvocation.mockImplementation(async ({ log }) => {
      log.info('below the level', {});
      log.warn('at the level', { queued: 3 });
    });
    await handler({}, context);
    expect(written.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        level: 'WARN',
        message: 'at the level',
        service: 'agent-scaler',
        stack: 'ci',
        requestId: 'a',
        queued: 3,
      },
    ]);
  });
});
