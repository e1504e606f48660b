import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { metricsSchema } from './schema.ts';

const metrics = (queued: unknown, running: unknown = 0, idle: unknown = 0, occupied: unknown = 0) => ({
  jobs: { queued, running },
  agents: { idle, occupied },
});

describe('metricsSchema', () => {
  it('takes what Semaphore sends', () => {
    expect(metricsSchema.parse(metrics(3, 2, 1, 2))).toEqual(metrics(3, 2, 1, 2));
  });

  it('takes keys that are added one day, and counts none of them', () => {
    const tomorrow = { ...metrics(3), jobs: { queued: 3, running: 0, blocked: 90 }, version: 2 };
    expect(metricsSchema.parse(tomorrow).jobs).toMatchObject({ queued: 3, running: 0 });
  });

  it.each([
    ['text for numbers', metrics('9', '9')],
    ['fractions', metrics(8.5)],
    ['negatives', metrics(-1)],
    ['a negative number of agents', metrics(1, 1, -1)],
    ['more than can be counted', metrics(1e300)],
    ['null', metrics(null)],
    ['a missing count', { jobs: { queued: 1 }, agents: { idle: 0, occupied: 0 } }],
    ['missing agents', { jobs: { queued: 1, running: 0 } }],
    ['a list', []],
    ['nothing', null],
  ])('refuses %s', (_, reply) => {
    expect(metricsSchema.safeParse(reply).success).toBe(false);
  });

  it('lets nothing through but whole numbers from 0', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (queued, running) => {
        // Not by `metrics`, whose defaults stand in for undefined.
        const result = metricsSchema.safeParse({
          jobs: { queued, running },
          agents: { idle: 0, occupied: 0 },
        });
        const whole = [queued, running].every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
        expect(result.success).toBe(whole);
      }),
    );
  });
});
