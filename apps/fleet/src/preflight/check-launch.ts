import type { ParameterKey } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { fullCommandWith } from '../cli/full-command.ts';
import { BOUNDARY_NAME } from '../observe/policy-names.ts';
import { keyPairOf } from '../observe/key-pair.ts';
import { policyExists } from '../observe/policy-exists.ts';
import { securityGroupsOf } from '../observe/security-groups.ts';
import type { PreflightProblem } from './problem.ts';
import type { Destination } from './destination.ts';

/** Problems with the security group that fleets name. @throws AwsError */
export async function checkSecurityGroup(
  aws: Pick<AwsClients, 'ec2'>,
  id: string,
  stackNames: readonly string[],
): Promise<readonly PreflightProblem[]> {
  const [group] = await securityGroupsOf(aws, { securityGroupIds: [id] });
  const of = `SEMAPHORE_AGENT_SECURITY_GROUP_ID of ${stackNames.join(', ')}`;
  if (group === undefined) {
    const problem = `${of}: there is no security group ${id} in this region, so nothing could be launched`;
    const remedy = 'Name a group of the VPC, or remove the parameter, so that the stack makes one';
    return [{ problem, remedy, certain: true }];
  }
  if (group.egressRules > 0) return [];
  const problem = `${of}: ${id} allows no outbound traffic, so agents could not reach Semaphore`;
  return [{ problem, remedy: 'Allow at least outbound traffic to port 443', certain: true }];
}

/** Problems with the key pair that fleets name. @throws AwsError */
export async function checkKeyPair(
  aws: Pick<AwsClients, 'ec2'>,
  keyName: string,
  stackNames: readonly string[],
): Promise<readonly PreflightProblem[]> {
  if ((await keyPairOf(aws, { keyName })) !== undefined) return [];
  const problem = `SEMAPHORE_AGENT_KEY_NAME of ${stackNames.join(', ')}: there is no key pair ${keyName} in this region, so nothing could be launched`;
  const remedy = 'Import it under that name (aws ec2 import-key-pair), or name another';
  return [{ problem, remedy, certain: true }];
}

/** Problems with the permissions boundary that fleets name. @throws AwsError */
export async function checkBoundary(
  aws: Pick<AwsClients, 'iam'>,
  policy: string,
  stackNames: readonly string[],
  { identity: { account, partition }, typed }: Destination,
): Promise<readonly PreflightProblem[]> {
  const arn = policyArn(policy, account, partition);
  if (await policyExists(aws, arn)) return [];
  const problem = `SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN of ${stackNames.join(', ')}: there is no policy ${arn}`;
  const remedy =
    policy === BOUNDARY_NAME
      ? `To create it, bootstrap again as an administrator: ${fullCommandWith(typed)(bootstrapCommand(configuredQualifier()))}. This also replaces the policies of CloudFormation's role. If other CDK apps of the account and region use that role, read Bootstrap in docs/deploy.md first`
      : 'Create it, or correct its name';
  return [{ problem, remedy, certain: true }];
}

/** Problems with a managed policy that fleets name. @param key - the parameter that names it @throws AwsError */
export async function checkManagedPolicy(
  aws: Pick<AwsClients, 'iam'>,
  key: ParameterKey,
  policy: string,
  stackNames: readonly string[],
  { identity: { account, partition } }: Destination,
): Promise<readonly PreflightProblem[]> {
  const arn = policyArn(policy, account, partition);
  if (await policyExists(aws, arn)) return [];
  const problem = `${key} of ${stackNames.join(', ')}: there is no policy ${arn}`;
  const remedy = "Create it, or correct its name; name AWS's own policies by their ARN";
  return [{ problem, remedy, certain: true }];
}

const policyArn = (policy: string, account: string, partition: string): string =>
  policy.startsWith('arn:') ? policy : `arn:${partition}:iam::${account}:policy/${policy}`;
