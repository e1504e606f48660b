import { beforeEach, describe, expect, it } from '@jest/globals';
import { AccessDeniedError, GroupNotFoundError, ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.jobs = { queued: 3, running: 1 };
});

describe('an invocation in which nothing succeeded', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'Semaphore',
      () => (world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined))),
      /^fleet ci: no poll succeeded, 31 failed.*SemaphoreStatusError: h:443: status 500/,
    ],
    [
      'the token',
      () => (world.onToken = fail(new ParameterNotFoundError(SITE, AWS_DETAIL))),
      /ParameterNotFoundError/,
    ],
    [
      'the group',
      () => (world.onDescribe = fail(new GroupNotFoundError(SITE, AWS_DETAIL))),
      /GroupNotFoundError/,
    ],
    ['raising', () => (world.onRaise = fail(new AccessDeniedError(SITE, AWS_DETAIL))), /AccessDeniedError/],
  ])('fails, naming its last fault: %s', async (_, fault, message) => {
    fault();
    await expect(world.run()).rejects.toMatchObject({
      name: 'ScalerFailedError',
      message: expect.stringMatching(message) as unknown,
    });
    expect(world.raises).toEqual([]);
  });

  it('has its last fault for a cause', async () => {
    const cause = new SemaphoreStatusError('h:443', 500, undefined);
    world.onDemand = fail(cause);
    await expect(world.run()).rejects.toMatchObject({ cause });
  });

  it('counts its failures', async () => {
    world.onDemand = fail(new SemaphoreStatusError('h:443', 500, undefined));
    await world.run().catch(() => undefined);
    expect(world.metric('PollFailures')).toEqual([[31, 1]]);
    expect(world.metric('JobCount', 'queued')).toEqual([]);
  });

  it('is one without any poll that ended', async () => {
    world.onDemand = () => new Promise(() => undefined);
    await expect(world.run()).rejects.toThrow('none ended in time');
  });
});

describe('one success', () => {
  it('is enough', async () => {
    world.onDemand = () => {
      if (world.polls.length !== 7) throw new SemaphoreStatusError('h:443', 500, undefined);
      return { jobs: world.jobs, agents: world.agents };
    };
    await expect(world.run()).resolves.toBeUndefined();
  });
});
