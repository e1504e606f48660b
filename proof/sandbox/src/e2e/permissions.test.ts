import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ScenarioContext } from '../scenario/context.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler, checkNothingDenied, sendWave } from '../scenario/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

describe('a denied permission', () => {
  let context: ScenarioContext;

  beforeAll(async () => {
    context = await bootstrappedRegion();
    await deployFleet(context);
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  async function deny(logicalId: string, action: string): Promise<void> {
    const { region, fleet } = context;
    const role = await stackResource(region.clients.cloudFormation, fleet.config.stackName, logicalId);
    const statement = { Effect: 'Deny', Action: action, Resource: '*' };
    await region.clients.iam.send(
      new PutRolePolicyCommand({
        RoleName: role.physicalId,
        PolicyName: `deny-${action.replace(':', '-')}`,
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
  }

  it("of an instance's role is reported with the name of the action", async () => {
    await invokeScaler(context);
    await deny('instanceProfileRole47059124', 'autoscaling:TerminateInstanceInAutoScalingGroup');
    await sendWave(context, { jobs: 1, jobMs: 500 });
    await context.expectations.eventually(
      'a denied call',
      () => {
        const denied = context.region.fleet.calls().filter(({ verdict }) => verdict === 'denied');
        return { held: denied.length > 0, seen: `${denied.length}` };
      },
      { withinMs: 60_000 },
    );
    expect(() => checkNothingDenied(context)).toThrow('TerminateInstanceInAutoScalingGroup');
  });

  it("of the scaler's role is reported, and the capacity does not change", async () => {
    await deny('scalerLambdaRole1D61EB11', 'autoscaling:SetDesiredCapacity');
    const before = (await context.region.fleet.groups())[0]?.desired;
    context.region.semaphore.enqueue(5, { durationMs: 500 });
    await context.expectations.eventually(
      'a denied SetDesiredCapacity',
      () => {
        const denied = context.region.fleet
          .calls()
          .filter(({ verdict, action }) => verdict === 'denied' && action === 'SetDesiredCapacity');
        return { held: denied.length > 0, seen: `${denied.length}` };
      },
      { withinMs: 30_000 },
    );
    expect((await context.region.fleet.groups())[0]?.desired).toBe(before);
  });
});
