import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from './connect.ts';
import { planInvocation } from './plan.ts';
import { ON_TIME } from './testing/fixture.ts';

describe('DEFAULT_LIMITS', () => {
  const { semaphoreMs, awsMs } = DEFAULT_LIMITS;
  const { lastPollAfterMs, lastPollAloneAfterMs, endAfterMs } = planInvocation(ON_TIME);

  it.each([
    ['does not know its successor', lastPollAfterMs],
    ['has no successor', lastPollAloneAfterMs],
  ])(
    'let the last poll of an invocation that %s end, however slow its token, demand, description and raise are',
    (_, lastMs) => {
      expect(semaphoreMs + 3 * awsMs).toBeLessThanOrEqual(endAfterMs - lastMs);
    },
  );

  it.each(Object.entries(DEFAULT_LIMITS))('allow for slow services: %s is three seconds or more', (_, ms) => {
    expect(ms).toBeGreaterThanOrEqual(3_000);
  });
});
