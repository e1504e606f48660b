import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { FleetConfig } from '@agent-aws-stack/config';
import { configParameterName, instanceRolePattern } from '@agent-aws-stack/contract';
import { accountId } from '../emulator/account.ts';
import { openDefaultNetwork } from '../emulator/default-network.ts';
import { workspaceRoot } from '../paths.ts';
import type { Region } from '../region.ts';
import type { NameOrigin } from '../semaphore/agent-type.ts';
import { reportStackEvents } from './context.ts';
import type { ScenarioContext } from './context.ts';
import { stackResources } from './stack-resources.ts';

/** Stores the agent token as a user does, in an SSM SecureString parameter. */
export async function storeToken(region: Region, parameterName: string, token: string): Promise<void> {
  await region.clients.ssm.send(
    new PutParameterCommand({ Name: parameterName, Value: token, Type: 'SecureString', Overwrite: true }),
  );
}

/**
 * Prepares the account for the first fleet. The default VPC gets a route to the Internet, and the CDK's bootstrap uses
 * the execution policies, so that CloudFormation has no other permissions.
 */
export async function bootstrapAccount({ region, cdk, say }: ScenarioContext): Promise<void> {
  await openDefaultNetwork(region.address);
  const arns = await Promise.all(
    ['resources', 'roles'].map(async (part) => {
      const file = join(workspaceRoot, `apps/infra/execution-policy/${part}.json`);
      const { Policy } = await region.clients.iam.send(
        new CreatePolicyCommand({
          PolicyName: `agent-aws-stack-execution-policy-${part}`,
          PolicyDocument: await readFile(file, 'utf8'),
        }),
      );
      if (!Policy?.Arn) throw new Error('The emulator created an execution policy without an ARN.');
      return Policy.Arn;
    }),
  );
  await cdk.bootstrap(arns.join(','), reportStackEvents(say));
}

/** The setting of the agent type that fits the fleet. A user must choose it in Semaphore. */
function nameOrigin({ stackName, agent }: FleetConfig): NameOrigin {
  if (!agent.usePreSignedUrl) return { from: 'agent' };
  return { from: 'aws-sts', account: accountId, rolePatterns: instanceRolePattern(stackName) };
}

/** Deploys the fleet, and checks the result. */
export async function deployFleet(context: ScenarioContext): Promise<void> {
  const { region, fleet, cdk, expectations, say } = context;
  const { stackName } = fleet.config;
  region.semaphore.setAgentType({ names: nameOrigin(fleet.config) });
  await cdk.deploy(reportStackEvents(say));

  const resources = await stackResources(region.clients.cloudFormation, stackName);
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  expectations.check('one to three Lambda functions are deployed', {
    held: functions.length > 0 && functions.length <= 3,
    seen: `${functions.length}`,
  });

  const [group] = await region.fleet.groups();
  expectations.check('the group has the limits from the configuration', {
    held: group?.min === fleet.config.group.minSize && group.max === fleet.config.group.maxSize,
    seen: group ? `minimum ${group.min}, maximum ${group.max}` : 'no group',
  });
  expectations.check('rebalancing between zones is suspended', {
    held: group?.suspendedProcesses.includes('AZRebalance') === true,
    seen: group?.suspendedProcesses.join(', ') || 'nothing suspended',
  });

  const document = await readParameter(region, configParameterName(stackName));
  expectations.check('the config parameter has the endpoint, in compact JSON', {
    held: document.includes(`"endpoint":"${fleet.config.endpoint}"`) && !/\s/.test(document),
    seen: document,
  });
}

async function readParameter(region: Region, name: string): Promise<string> {
  const { Parameter } = await region.clients.ssm.send(new GetParameterCommand({ Name: name }));
  return Parameter?.Value ?? '';
}
