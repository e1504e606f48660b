import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ask, type AwsClients } from '../../aws/clients.ts';
import type { Caller, Facts } from '../facts.ts';
import { parameterOf } from './parameters.ts';
import { unlessAbsent } from './settle.ts';

export async function callerOf({ sts }: AwsClients): Promise<Caller> {
  const { Account = '', Arn = '' } = await ask('sts:GetCallerIdentity', 'the credentials in use', (options) =>
    sts.send(new GetCallerIdentityCommand({}), options),
  );
  return { account: Account, arn: Arn };
}

export const regionOf = ({ sts }: AwsClients): Promise<string> =>
  ask('sts:GetCallerIdentity', 'the region in use', () => sts.config.region());

export async function bootstrapVersionOf(aws: AwsClients): Promise<number | undefined> {
  const parameter = await parameterOf(aws, '/cdk-bootstrap/hnb659fds/version');
  return parameter && Number(parameter.value);
}

/** Compares the policy in force with the file that `npm run bootstrap` puts in place. */
export async function executionPolicyOf(
  { iam }: AwsClients,
  { arn, account }: Caller,
  region: string,
  file: string,
): Promise<Facts['executionPolicy']> {
  const partition = arn.split(':')[1] ?? 'aws';
  const PolicyArn = `arn:${partition}:iam::${account}:policy/agent-aws-stack-execution-policy-${region}`;
  const found = await unlessAbsent(
    ask('iam:GetPolicy', PolicyArn, (options) => iam.send(new GetPolicyCommand({ PolicyArn }), options)),
    /NoSuchEntity/,
  );
  if (found === undefined) return undefined;
  const VersionId = found.Policy?.DefaultVersionId;
  const { PolicyVersion } = await ask('iam:GetPolicyVersion', PolicyArn, (options) =>
    iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }), options),
  );
  const deployed: unknown = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? 'null'));
  const wanted: unknown = JSON.parse(
    readFileSync(file, 'utf8').replaceAll('"arn:aws:', `"arn:${partition}:`),
  );
  return { current: isDeepStrictEqual(deployed, wanted) };
}
