import { describe, expect, it, jest } from '@jest/globals';
import { connect, DEFAULT_LIMITS } from './connect.ts';
import { planInvocation } from './plan.ts';
import { readSettings } from './settings.ts';
import { LiveServers } from './testing/live.ts';
import { ON_TIME } from './testing/world.ts';

describe('the time that calls may take', () => {
  const { semaphoreMs, awsMs } = DEFAULT_LIMITS;
  const { lastPollAfterMs, lastPollAloneAfterMs, endAfterMs } = planInvocation(ON_TIME);

  it.each([
    ['when its successor must have started', lastPollAfterMs],
    ['when it is alone', lastPollAloneAfterMs],
  ])(
    'lets the last poll end %s, however slow its token, its demand, its look at the group and its raise',
    (_, lastMs) => {
      expect(semaphoreMs + 3 * awsMs).toBeLessThanOrEqual(endAfterMs - lastMs);
    },
  );

  it.each(Object.entries(DEFAULT_LIMITS))('is seconds, for real services are slow at times: %s', (_, ms) => {
    expect(ms).toBeGreaterThanOrEqual(3_000);
  });
});

describe('a token that is remembered', () => {
  it.each([
    ['told of, while the invocation lasts', false, 1],
    ['none to be told of in the next invocation, when the end of this one cut off the read', true, 0],
  ])('is %s', async (_, ends, times) => {
    await using live = await LiveServers.start();
    const log = { debug: jest.fn(), info: jest.fn(), warn: jest.fn() };
    const memory = { token: 'before' };
    const { ports, close } = connect(readSettings(live.environment()), log, DEFAULT_LIMITS, memory);
    live.account.faults.set('GetParameter', () => undefined);
    const reading = ports.tokens.read();
    if (ends) close();
    expect(await reading).toBe('before');
    expect(log.warn).toHaveBeenCalledTimes(times);
    close();
  });
});
