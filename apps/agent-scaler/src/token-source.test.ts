import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.jobs = { queued: 3, running: 1 };
});

describe('the token', () => {
  it('is read once', async () => {
    await fixture.run();
    expect(fixture.tokenReads).toEqual([0]);
  });

  it('is read once, however long the read takes', async () => {
    fixture.onToken = async () => {
      await fixture.clock.sleep(4_900);
      return fixture.token;
    };
    await fixture.run();
    expect(fixture.tokenReads).toEqual([0]);
    expect(fixture.polls.slice(0, 4)).toEqual([4_950, 4_950, 4_950, 6_000]);
  });

  it.each([401, 404])('is read again after status %d, and the new token is used', async (status) => {
    const healthy = fixture.onDemand;
    fixture.onDemand = () => {
      if (fixture.tokensUsed.at(-1) === 'token-1' && fixture.elapsed > 10_000)
        throw new SemaphoreStatusError('h', status, undefined);
      return healthy();
    };
    fixture.at(9_000, () => (fixture.token = 'token-2'));
    await fixture.run();
    expect(fixture.tokenReads).toEqual([0, 12_000]);
    expect(fixture.tokensUsed.at(-1)).toBe('token-2');
    expect(fixture.metric('PollFailures')).toEqual([[1, 1]]);
  });

  it.each([403, 500])(
    'is not read again after status %d, which says nothing about the token',
    async (status) => {
      fixture.onDemand = fail(new SemaphoreStatusError('h', status, undefined));
      await fixture.run().catch(() => undefined);
      expect(fixture.tokenReads).toEqual([0]);
    },
  );

  it.each([
    [2_000, [0, 2_000, 12_000, 22_000, 32_000, 42_000, 52_000, 62_000, 72_000]],
    [3_000, [0, 3_000, 15_000, 27_000, 39_000, 51_000, 63_000, 75_000]],
  ])(
    'is read again at once, then at most every ten seconds, while Semaphore rejects it, with a poll interval of %d ms',
    async (pollIntervalMs, expected) => {
      fixture.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
      await expect(fixture.run(ON_TIME, { pollIntervalMs })).rejects.toMatchObject({
        name: 'ScalerFailedError',
      });
      expect(fixture.tokenReads).toEqual(expected);
    },
  );

  it('is still used if it cannot be read again', async () => {
    const healthy = fixture.onDemand;
    fixture.onDemand = fail(new SemaphoreStatusError('h', 404, undefined));
    fixture.at(1_000, () => (fixture.onToken = fail(new ThrottledError(SITE, AWS_DETAIL))));
    fixture.at(3_000, () => (fixture.onDemand = healthy));
    await fixture.run();
    expect(fixture.raises).toMatchObject([{ to: 4 }]);
    expect(fixture.raises[0]?.at).toBeLessThan(4_200);
  });
});

describe('the parameter', () => {
  const tokenFrom = async (value: string) => {
    fixture.onToken = () => value;
    await fixture.run({ ...ON_TIME, remainingMs: 2_000 });
    return fixture.tokensUsed[0];
  };

  it.each(['s3cret', ' s3cret\n', 's3cret\r\n'])('may hold the token as %j', async (value) => {
    expect(await tokenFrom(value)).toBe('s3cret');
  });

  it.each(['', ' \n', 'two words', 'a\nb', 'tokén'])(
    'is rejected if it holds %j, with an error that does not show the value',
    async (value) => {
      const { cause } = await tokenFrom(value).then(
        () => ({ cause: undefined }),
        (error: Error) => error,
      );
      expect(cause).toMatchObject({
        name: 'InvalidTokenError',
        parameter: '/ci/token',
        message: expect.stringContaining('parameter /ci/token holds no valid token') as unknown,
      });
      if (value.trim()) expect(String(cause)).not.toContain(value);
    },
  );
});

describe('the cache', () => {
  const brief = { ...ON_TIME, remainingMs: 2_000 };
  const outage = fail(new ThrottledError(SITE, AWS_DETAIL));
  const FALLBACK = 'token refresh failed; using the cached token';

  it('keeps the token for later invocations', async () => {
    await fixture.run(brief);
    fixture.onToken = outage;
    await fixture.run(brief);
    expect(new Set(fixture.tokensUsed)).toEqual(new Set(['token-1']));
    expect(fixture.lines.find(({ message }) => message === FALLBACK)).toMatchObject({
      level: 'warn',
      fields: { error: { name: 'ThrottledError' } },
    });
  });

  it('is updated as soon as a new token can be read', async () => {
    fixture.tokenCache.token = 'before';
    await fixture.run(brief);
    fixture.onToken = outage;
    await fixture.run(brief);
    expect(fixture.tokensUsed).not.toContain('before');
  });

  it('lets an invocation fail if the cache is empty and the token cannot be read', async () => {
    fixture.onToken = outage;
    await expect(fixture.run(brief)).rejects.toMatchObject({ cause: { name: 'ThrottledError' } });
  });

  it('logs no read that fails after the end of the invocation', async () => {
    fixture.tokenCache.token = 'before';
    fixture.onToken = async () => {
      await fixture.clock.sleep(5_000);
      return outage();
    };
    await fixture.run(brief).catch(() => undefined);
    await fixture.clock.run(fixture.clock.sleep(10_000));
    expect(fixture.elapsed).toBeGreaterThan(10_000);
    expect(fixture.logged('warn')).not.toContain(FALLBACK);
  });
});
