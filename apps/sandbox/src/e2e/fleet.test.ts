import { PutParameterCommand, DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deployFleet } from '../story/deployment.ts';
import { destroyFleet, stopSchedule, waitForSilence } from '../story/departure.ts';
import type { StoryContext } from '../story/context.ts';
import { stackResource } from '../story/stack-resources.ts';
import { askScaler, sendWave, waitForRest } from '../story/wave.ts';
import { bootstrappedRegion, withParameters } from '../testing/deployed-fleet.ts';

/** One fleet's life, told in order: each test builds on the one before. */
describe('a fleet', () => {
  let context: StoryContext;

  beforeAll(async () => {
    context = await bootstrappedRegion();
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  it('can be deployed after a first deployment that was rolled back', async () => {
    const { region, cdk } = context;
    const Name = 'e2e-fleet-config';
    await region.clients.ssm.send(new PutParameterCommand({ Name, Value: 'in the way', Type: 'String' }));
    await expect(cdk.deploy()).rejects.toThrow(/e2e-fleet-config|already exists/i);
    await region.clients.ssm.send(new DeleteParameterCommand({ Name }));
    await deployFleet(context);
    expect(context.expectations.all.every(({ held }) => held)).toBe(true);
  });

  it('follows a wave of jobs out and in, under the IAM roles of its stack', async () => {
    await askScaler(context);
    await sendWave(context, { jobs: 4, jobMs: 1_000 });
    await waitForRest(context);
    expect(context.region.fleet.calls().filter(({ verdict }) => verdict === 'denied')).toEqual([]);
  });

  it('keeps polling through a failing Semaphore and never moves capacity on nonsense', async () => {
    const { region } = context;
    for (const fault of ['html', 'half-json'] as const) {
      region.semaphore.failMetrics({ kind: fault });
      const polls = region.semaphore.pollTimes().length;
      await context.expectations.eventually(
        `two polls while Semaphore answers ${fault}`,
        () => ({ held: region.semaphore.pollTimes().length >= polls + 2, seen: '' }),
        { withinMs: 30_000 },
      );
      const [group] = await region.fleet.groups();
      expect(group?.desired).toBe(0);
    }
    region.semaphore.failMetrics({ kind: 'every-nth', n: 3, fault: { kind: 'status', status: 500 } });
    await sendWave(context, { jobs: 2, jobMs: 500 });
    region.semaphore.failMetrics(undefined);
    await waitForRest(context);
    // The last invocation polls on for a minute; until the fleet is destroyed it may do so.
    await stopSchedule(context);
  });

  it('takes a changed parameter in place: same group, same functions', async () => {
    const { region } = context;
    const stackName = context.fleet.config.stackName;
    const identities = () =>
      Promise.all(
        ['autoScalingGroup', 'scalerLambdaEE0B7FDF', 'launchTemplateDEE5742D'].map(async (id) => {
          return (await stackResource(region.clients.cloudFormation, stackName, id)).physicalId;
        }),
      );
    const before = await identities();
    context = await withParameters(region, { SEMAPHORE_AGENT_ASG_MAX_SIZE: 9 });
    await deployFleet(context);
    expect(await identities()).toEqual(before);
    expect((await region.fleet.groups())[0]?.max).toBe(9);
    expect(await context.cdk.isUpToDate()).toBe(true);
  });

  it('leaves nothing behind, and can be deployed again', async () => {
    await waitForSilence(context);
    await destroyFleet(context);
    await deployFleet(context);
    await stopSchedule(context);
    await waitForSilence(context);
    await destroyFleet(context);
  });
});
