import { beforeEach, describe, expect, it } from '@jest/globals';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { ON_TIME, Fixture } from './testing/fixture.ts';

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - times[index]!);

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('Backoff', () => {
  it.each<[string, number, number | undefined, number[]]>([
    ['at least as long as Semaphore asks', 429, 5_000, [50, 6_000, 12_000]],
    ['until the next poll is due, if Semaphore asks for a shorter pause', 503, 500, [50, 2_000, 4_000]],
    [
      'longer each time if Semaphore does not say how long',
      503,
      undefined,
      [50, 2_000, 6_000, 14_000, 28_000],
    ],
    ['at most 15 s', 429, 3_600_000, [50, 14_000, 28_000]],
  ])('pauses %s', async (_, status, retryAfterMs, expected) => {
    fixture.onDemand = () => {
      throw new SemaphoreStatusError('h:443', status, retryAfterMs);
    };
    await fixture.run().catch(() => undefined);
    expect(fixture.polls.slice(0, expected.length)).toEqual(expected);
    expect(Math.max(...gaps(fixture.polls))).toBeLessThanOrEqual(15_000);
  });

  it.each([1_000, 5_000, 10_000])(
    'never pauses for more than 15 s with a poll interval of %d ms',
    async (pollIntervalMs) => {
      fixture.onDemand = () => {
        throw new SemaphoreStatusError('h:443', 429, 3_600_000);
      };
      await fixture.run(ON_TIME, { pollIntervalMs }).catch(() => undefined);
      expect(Math.max(...gaps(fixture.polls))).toBeLessThanOrEqual(15_000);
      expect(Math.max(...gaps(fixture.polls))).toBeGreaterThanOrEqual(10_000);
    },
  );

  it('starts over after a success', async () => {
    fixture.onDemand = () => {
      if (![1, 2, 4, 5].includes(fixture.polls.length)) return { jobs: fixture.jobs, agents: fixture.agents };
      throw new SemaphoreStatusError('h:443', 503, undefined);
    };
    await fixture.run();
    expect(fixture.polls.slice(0, 7)).toEqual([50, 2_000, 6_000, 8_000, 10_000, 14_000, 16_000]);
  });
});
