import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { ask, type AwsClients } from '../../aws/clients.ts';
import type { FunctionState, Rule } from '../facts/scaler.ts';
import { unlessAbsent } from './settle.ts';

export async function functionOf({ lambda }: AwsClients, name: string): Promise<FunctionState | undefined> {
  const found = await unlessAbsent(
    ask('lambda:GetFunction', `function ${name}`, (options) =>
      lambda.send(new GetFunctionCommand({ FunctionName: name }), options),
    ),
    /^ResourceNotFoundException$/,
  );
  const configuration = found?.Configuration;
  return (
    configuration && {
      name,
      state: configuration.State ?? 'Active',
      stateReason: configuration.StateReason,
      lastUpdate: configuration.LastUpdateStatus ?? 'Successful',
      environment: configuration.Environment?.Variables ?? {},
      subnetIds: configuration.VpcConfig?.SubnetIds ?? [],
      reservedConcurrency: found.Concurrency?.ReservedConcurrentExecutions,
    }
  );
}

export async function ruleOf({ events }: AwsClients, name: string): Promise<Rule | undefined> {
  const found = await unlessAbsent(
    ask('events:DescribeRule', `rule ${name}`, (options) =>
      events.send(new DescribeRuleCommand({ Name: name }), options),
    ),
    /^ResourceNotFoundException$/,
  );
  if (found === undefined) return undefined;
  const { Targets = [] } = await ask('events:ListTargetsByRule', `rule ${name}`, (options) =>
    events.send(new ListTargetsByRuleCommand({ Rule: name }), options),
  );
  return { name, enabled: found.State !== 'DISABLED', targets: Targets.length };
}
