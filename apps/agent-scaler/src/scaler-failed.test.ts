import { beforeEach, describe, expect, it } from '@jest/globals';
import { AccessDeniedError, GroupNotFoundError, ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.jobs = { queued: 3, running: 1 };
});

describe('an invocation in which no poll succeeded', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'Semaphore',
      () => (fixture.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined))),
      /^fleet ci: no poll succeeded, 41 failed.*SemaphoreStatusError: h:443: status 500/,
    ],
    [
      'the token',
      () => (fixture.onToken = fail(new ParameterNotFoundError(SITE, AWS_DETAIL))),
      /ParameterNotFoundError/,
    ],
    [
      'the group',
      () => (fixture.onDescribe = fail(new GroupNotFoundError(SITE, AWS_DETAIL))),
      /GroupNotFoundError/,
    ],
    ['raising', () => (fixture.onRaise = fail(new AccessDeniedError(SITE, AWS_DETAIL))), /AccessDeniedError/],
  ])('throws, and names its last failure: %s', async (_, fault, message) => {
    fault();
    await expect(fixture.run()).rejects.toMatchObject({
      name: 'ScalerFailedError',
      message: expect.stringMatching(message) as unknown,
    });
    expect(fixture.raises).toEqual([]);
  });

  it('throws an error whose cause is its last failure', async () => {
    const cause = new SemaphoreStatusError('h:443', 500, undefined);
    fixture.onDemand = fail(cause);
    await expect(fixture.run()).rejects.toMatchObject({ cause });
  });

  it('counts its failures', async () => {
    fixture.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    await fixture.run().catch(() => undefined);
    expect(fixture.metric('PollFailures')).toEqual([[41, 1]]);
    expect(fixture.metric('JobCount', 'queued')).toEqual([]);
  });

  it('throws even if no poll ended', async () => {
    fixture.onDemand = () => new Promise(() => undefined);
    await expect(fixture.run()).rejects.toThrow('no poll ended in time');
  });
});

describe('an invocation with one successful poll', () => {
  it('does not throw', async () => {
    fixture.onDemand = () => {
      if (fixture.polls.length !== 7) throw new SemaphoreStatusError('h:443', 500, undefined);
      return { jobs: fixture.jobs, agents: fixture.agents };
    };
    await expect(fixture.run()).resolves.toBeUndefined();
  });
});
