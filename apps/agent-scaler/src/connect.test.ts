import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from './connect.ts';
import { planInvocation } from './plan.ts';
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
