import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRoles } from '../report/audit.ts';
import { unexplained } from '../report/unused-reasons.ts';
import { checkSecrets } from '../secrets/check-secrets.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler, checkNothingDenied, sendWave } from '../scenario/wave.ts';
import { bootstrappedRegion } from '../testing/deployed-fleet.ts';

describe('a deployed fleet', () => {
  let context: ScenarioContext;

  beforeAll(async () => {
    context = await bootstrappedRegion();
    await deployFleet(context);
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  const deny = (logicalId: string, action: string) => addStatement(logicalId, 'Deny', action);

  async function addStatement(logicalId: string, Effect: 'Allow' | 'Deny', action: string): Promise<void> {
    const { region, fleet } = context;
    const role = await stackResource(region.clients.cloudFormation, fleet.config.stackName, logicalId);
    const statement = { Effect, Action: action, Resource: '*' };
    await region.clients.iam.send(
      new PutRolePolicyCommand({
        RoleName: role.physicalId,
        PolicyName: `${Effect}-${action.replace(':', '-')}`,
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
  }

  it("reports a permission that an instance's role lacks, with the name of the action", async () => {
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

  it("reports a permission that the scaler's role lacks, and keeps the group's capacity", async () => {
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

  it('uses each of its permissions, except those with a recorded reason', async () => {
    const { region, fleet } = context;
    const missing = async () => unexplained(await auditRoles(region, fleet.config.stackName));
    expect(await missing()).toEqual([]);
    await addStatement('scalerLambdaRole1D61EB11', 'Allow', 'sqs:SendMessage');
    expect(await missing()).toEqual(['scalerLambdaRole1D61EB11: sqs:SendMessage']);
  });

  it('has its secrets nowhere but in the token parameter, and the sandbox finds planted ones', async () => {
    await checkSecrets(context);
    const { clients, folder, registrationToken } = context.region;
    const logGroupName = '/aws/lambda/e2e-fleet/agent-scaler';
    const logStreamName = 'planted';
    const logEvents = [{ timestamp: Date.now(), message: `Authorization: Token ${registrationToken}` }];
    await clients.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    await clients.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    const Name = 'planted';
    await clients.ssm.send(new PutParameterCommand({ Name, Value: registrationToken, Type: 'String' }));
    await writeFile(join(folder.path, 'cdk/cdk.out/planted.json'), JSON.stringify({ registrationToken }));
    const program = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1_000)'], {
      env: { TOKEN: registrationToken },
    });
    await once(program, 'spawn');
    const { message } = (await checkSecrets(context).catch((error: Error) => error)) as Error;
    program.kill();
    expect(message.split('Seen: ').at(-1)?.split('; ')).toEqual([
      `the registration token in the file ${join('cdk', 'cdk.out', 'planted.json')}`,
      `the registration token in the log group ${logGroupName}`,
      `the registration token in the parameter ${Name}`,
      expect.stringMatching(/^the registration token in the environment of the process /),
    ]);
  });
});
