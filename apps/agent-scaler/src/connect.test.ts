import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from './connect.ts';
import { planInvocation } from './plan.ts';

describe('the time that calls may take', () => {
  const { semaphoreMs, awsMs, metricsMs } = DEFAULT_LIMITS;
  const plan = planInvocation({ remainingMs: 90_000, latenessMs: 0, phaseMs: 0 });

  it('lets the last poll end, however slow its demand, its look at the group and its raise', () => {
    expect(semaphoreMs + 2 * awsMs).toBeLessThanOrEqual(plan.endAfterMs - plan.lastPollAfterMs);
  });

  it('lets publishing end before polling does', () => {
    expect(plan.publishAfterMs + metricsMs).toBeLessThanOrEqual(plan.lastPollAfterMs);
  });

  it.each(Object.entries(DEFAULT_LIMITS))('is seconds, for real services are slow at times: %s', (_, ms) => {
    expect(ms).toBeGreaterThanOrEqual(3_000);
  });
});
