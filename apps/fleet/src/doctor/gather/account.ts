import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ask, type AwsClients } from '../../aws/clients.ts';
import { planPolicy } from '../../bootstrap/managed-policy.ts';
import { UserError } from '../../cli/errors.ts';
import type { Caller, Facts } from '../facts.ts';
import { parameterOf } from './parameters.ts';

export async function callerOf({ sts }: AwsClients): Promise<Caller> {
  const { Account = '', Arn = '' } = await ask('sts:GetCallerIdentity', 'the credentials in use', (options) =>
    sts.send(new GetCallerIdentityCommand({}), options),
  );
  return { account: Account, arn: Arn };
}

/** @throws UserError when no region is set anywhere, or none that could be one */
export async function regionOf({ sts }: AwsClients): Promise<string> {
  try {
    return await sts.config.region();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError('AWS_REGION', problem, 'Name a region: --region eu-west-1');
  }
}

export async function bootstrapVersionOf(aws: AwsClients): Promise<number | undefined> {
  const parameter = await parameterOf(aws, '/cdk-bootstrap/hnb659fds/version');
  return parameter && Number(parameter.value);
}

/** Compares the policy in force with the document that `npm run bootstrap` puts in place. */
export async function executionPolicyOf(
  { iam }: AwsClients,
  { arn, account }: Caller,
  documentOf: (partition: string) => object,
): Promise<Facts['executionPolicy']> {
  const partition = arn.split(':')[1] ?? 'aws';
  const policyArn = `arn:${partition}:iam::${account}:policy/agent-aws-stack-execution-policy`;
  const { kind } = await planPolicy(iam, policyArn, documentOf(partition));
  return kind === 'create' ? undefined : { current: kind === 'none' };
}
