import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { metricsSchema } from './schema.ts';

const metrics = (queued: unknown, running: unknown = 0, idle: unknown = 0, occupied: unknown = 0) => ({
  jobs: { queued, running },
  agents: { idle, occupied },
});

describe('metricsSchema', () => {
  it('accepts a reply of Semaphore', () => {
    expect(metricsSchema.parse(metrics(3, 2, 1, 2))).toEqual(metrics(3, 2, 1, 2));
  });

  it('accepts unknown keys', () => {
    const extended = { ...metrics(3), jobs: { queued: 3, running: 0, blocked: 90 }, version: 2 };
    expect(metricsSchema.parse(extended).jobs).toMatchObject({ queued: 3, running: 0 });
  });

  it.each([
    ['text for numbers', metrics('9', '9')],
    ['fractions', metrics(8.5)],
    ['negatives', metrics(-1)],
    ['a negative number of agents', metrics(1, 1, -1)],
    ['a number that is too large', metrics(1e300)],
    ['null for a number', metrics(null)],
    ['a missing count', { jobs: { queued: 1 }, agents: { idle: 0, occupied: 0 } }],
    ['missing agents', { jobs: { queued: 1, running: 0 } }],
    ['a list', []],
    ['null instead of an object', null],
  ])('rejects %s', (_, reply) => {
    expect(metricsSchema.safeParse(reply).success).toBe(false);
  });

  it('accepts only whole numbers from 0', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (queued, running) => {
        // Without `metrics()`, whose defaults would replace undefined.
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
