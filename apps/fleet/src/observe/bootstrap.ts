import { paginateListAttachedRolePolicies } from '@aws-sdk/client-iam';
import type { AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { collect } from '../aws/collect.ts';
import { whoAmI } from '../aws/identity.ts';
import { planPolicy } from './managed-policy.ts';
import { configuredQualifier } from '../cdk/qualifier.ts';
import { UserError } from '../cli/errors.ts';
import type { Caller, Facts, Stack } from './facts.ts';
import { parameterOf } from './parameter.ts';

export async function callerOf(aws: AwsClients): Promise<Caller> {
  const { account, arn } = await whoAmI(aws);
  return { account, arn };
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

/** What the bootstrap was called that deployed a stack, by the name of its role, cdk-<qualifier>-cfn-exec-role-…; else the configured one. */
export const qualifierOf = (stack: Stack | undefined): string =>
  /\/cdk-([a-z0-9]+)-cfn-exec-role-/.exec(stack?.roleArn ?? '')?.[1] ?? configuredQualifier();

export async function bootstrapVersionOf(
  aws: Pick<AwsClients, 'ssm'>,
  qualifier: string,
): Promise<number | undefined> {
  const parameter = await parameterOf(aws, `/cdk-bootstrap/${qualifier}/version`);
  return parameter && Number(parameter.value);
}

/** Compares the policies in force with the document that `npm run fleet -- bootstrap` puts in place; the one that agrees comes first. */
export async function executionPolicyOf(
  { iam }: AwsClients,
  { arn, account }: Caller,
  { roleArn, qualifier, region }: { roleArn: string | undefined; qualifier: string; region: string },
  documentOf: (partition: string) => object,
): Promise<Facts['executionPolicy']> {
  const partition = arn.split(':')[1] ?? 'aws';
  const role = roleArn?.split('/').at(-1) ?? `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
  const pages = paginateListAttachedRolePolicies({ client: iam }, { RoleName: role });
  const attached = await unlessAbsent(
    collect('iam:ListAttachedRolePolicies', `role ${role}`, pages, (page) => page.AttachedPolicies),
    /^NoSuchEntity/,
  );
  const own = (attached ?? []).filter(({ PolicyArn }) => PolicyArn?.includes(`:${account}:`));
  const compared = await Promise.all(
    own.map(async ({ PolicyArn = '', PolicyName: name = '' }) => {
      const { kind } = await planPolicy(iam, PolicyArn, documentOf(partition));
      return { name, current: kind === 'none' };
    }),
  );
  return compared.find(({ current }) => current) ?? compared[0];
}
