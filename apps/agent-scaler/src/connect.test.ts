import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from './call-limits.ts';
import { planInvocation } from './plan.ts';
import { ON_TIME } from './testing/fixture.ts';

describe('DEFAULT_LIMITS', () => {
  const { semaphoreMs, awsMs } = DEFAULT_LIMITS;
  const { lastPollAfterMs, lastPollAloneAfterMs, endAfterMs } = planInvocation(ON_TIME);

  it.each([
    ['does not know whether its successor polls', lastPollAfterMs],
    ['has no successor', lastPollAloneAfterMs],
  ])(
    'leave enough time for the last poll of an invocation that %s, even if each of its four calls takes until its deadline',
    (_, lastMs) => {
      expect(semaphoreMs + 3 * awsMs).toBeLessThanOrEqual(endAfterMs - lastMs);
    },
  );

  it.each(Object.entries(DEFAULT_LIMITS))(
    'allow for slow services: %s is at least three seconds',
    (_, ms) => {
      expect(ms).toBeGreaterThanOrEqual(3_000);
    },
  );
});
