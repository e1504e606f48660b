import { isDeepStrictEqual } from 'node:util';
import { paginateListAttachedRolePolicies } from '@aws-sdk/client-iam';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { configuredQualifier } from '../cdk/qualifier.ts';
import type { Caller } from './caller.ts';
import { deployedPolicy } from './managed-policy.ts';
import type { Stack } from './stack.ts';

/** The customer-managed policy of the role with which CloudFormation deploys. */
export interface ExecutionPolicy {
  readonly name: string;
  /** Whether its document is this version's. */
  readonly current: boolean;
}

/** Qualifier of the bootstrap that deployed a stack, from the name of its role, cdk-<qualifier>-cfn-exec-role-…; else the configured one. */
export const qualifierOf = (stack: Stack | undefined): string =>
  /\/cdk-([a-z0-9]+)-cfn-exec-role-/.exec(stack?.roleArn ?? '')?.[1] ?? configuredQualifier();

/**
 * The role's customer-managed policy that equals this version's document; if none does, the role's first one; undefined if it has none.
 * @param documentOf gives this version's document for a partition
 * @throws AwsError
 */
export async function executionPolicyOf(
  { iam }: AwsClients,
  { arn, account }: Caller,
  { roleArn, qualifier, region }: { roleArn: string | undefined; qualifier: string; region: string },
  documentOf: (partition: string) => object,
): Promise<ExecutionPolicy | undefined> {
  const document = documentOf(arn.split(':')[1] ?? 'aws');
  const role = roleArn?.split('/').at(-1) ?? `cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
  const pages = paginateListAttachedRolePolicies({ client: iam }, { RoleName: role });
  const attached = await unlessAbsent(
    collect('iam:ListAttachedRolePolicies', `role ${role}`, pages, (page) => page.AttachedPolicies),
    /^NoSuchEntity/,
  );
  const own = (attached ?? []).filter(({ PolicyArn }) => PolicyArn?.includes(`:${account}:`));
  const compared = await Promise.all(
    own.map(async ({ PolicyArn = '', PolicyName: name = '' }) => {
      const deployed = await deployedPolicy(iam, PolicyArn);
      return { name, current: isDeepStrictEqual(deployed?.document, document) };
    }),
  );
  return compared.find(({ current }) => current) ?? compared[0];
}
