import { isDeepStrictEqual } from 'node:util';
import { paginateListAttachedRolePolicies, type AttachedPolicy, type IAMClient } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { configuredQualifier } from '../cdk/qualifier.ts';
import type { PolicyStatement } from '../fleets/feature-rights.ts';
import type { Caller } from './caller.ts';
import { requiredBoundary, type ExecutionPart } from './execution-policies.ts';
import { deployedPolicy } from './managed-policy.ts';
import type { Stack } from './stack.ts';

/** The customer-managed policies of the role with which CloudFormation deploys. */
export interface ExecutionPolicy {
  /** The name of one of these policies. */
  readonly name: string;
  /** Whether the parts that every deployment needs are among these policies, exactly as in this version. */
  readonly current: boolean;
  /** Resources that every fleet has, but that CloudFormation may not create, because these policies are of an earlier version of this project. */
  readonly missing: string | undefined;
  /** What these policies allow. Undefined if none of them is an execution policy of any version of this project. */
  readonly allowed: readonly PolicyStatement[] | undefined;
  /** Whether the role has no other policies, so that CloudFormation may do only what this project's policies allow. */
  readonly alone: boolean;
  /** The ARN of the permissions boundary that these policies require on the roles of fleets, if any. */
  readonly boundary: string | undefined;
}

/** Qualifier of the bootstrap that deployed a stack, from the name of its role, cdk-<qualifier>-cfn-exec-role-…; else the configured one. */
export const qualifierOf = (stack: Stack | undefined): string =>
  /\/cdk-([a-z0-9]+)-cfn-exec-role-/.exec(stack?.roleArn ?? '')?.[1] ?? configuredQualifier();

/** The name of the role with which CloudFormation deploys, in a bootstrap of the CDK. */
export const executionRoleName = (of: { qualifier: string; account: string; region: string }): string =>
  `cdk-${of.qualifier}-cfn-exec-role-${of.account}-${of.region}`;

/** The managed policies of a role; undefined if there is no such role. @throws AwsError */
export async function attachedPolicies(
  iam: IAMClient,
  role: string,
): Promise<readonly AttachedPolicy[] | undefined> {
  const pages = paginateListAttachedRolePolicies({ client: iam }, { RoleName: role });
  return unlessAbsent(
    collect('iam:ListAttachedRolePolicies', `role ${role}`, pages, (page) => page.AttachedPolicies),
    /^NoSuchEntity/,
  );
}

/**
 * Describes the role's customer-managed policies; undefined if it has none.
 * @param documentOf gives this version's document of a part of the execution policy for a partition
 * @throws AwsError
 */
export async function executionPolicyOf(
  { iam }: Pick<AwsClients, 'iam'>,
  { arn, account }: Caller,
  { roleArn, qualifier, region }: { roleArn: string | undefined; qualifier: string; region: string },
  documentOf: (part: ExecutionPart, partition: string, boundary?: string) => object,
): Promise<ExecutionPolicy | undefined> {
  const partition = arn.split(':')[1] ?? 'aws';
  const role = roleArn?.split('/').at(-1) ?? executionRoleName({ qualifier, account, region });
  const attached = await attachedPolicies(iam, role);
  const own = (attached ?? []).filter(({ PolicyArn }) => PolicyArn?.includes(`:${account}:`));
  const deployed = await Promise.all(
    own.map(async ({ PolicyArn = '', PolicyName: name = '' }) => {
      const document = (await deployedPolicy(iam, PolicyArn))?.document;
      return { name, document, boundary: requiredBoundary(document) };
    }),
  );
  const resources = deployed.find(({ document }) =>
    isDeepStrictEqual(document, documentOf('resources', partition)),
  );
  const roles = deployed.find(({ document, boundary }) =>
    isDeepStrictEqual(document, documentOf('roles', partition, boundary)),
  );
  const upgrade = deployed.find(({ document }) =>
    isDeepStrictEqual(document, documentOf('upgrade', partition)),
  );
  const older = deployed.find(({ document }) => isOfAnyVersion(document));
  const ours = [resources, roles, upgrade, older];
  const [first] = deployed;
  if (first === undefined) return undefined;
  return {
    name: (resources ?? first).name,
    current: resources !== undefined && roles !== undefined,
    missing:
      older && resources === undefined ? missingIn(deployed.map(({ document }) => document)) : undefined,
    allowed: older && deployed.flatMap(({ document }) => allowedBy(document)),
    alone: deployed.length === attached?.length && deployed.every((each) => ours.includes(each)),
    boundary: deployed
      .find(({ boundary }) => boundary !== undefined)
      ?.boundary?.replace('${aws:PrincipalAccount}', account),
  };
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const statementsSchema = z.object({
  Statement: z.array(
    z.object({ Effect: z.string(), Action: oneOrMore.optional(), Resource: oneOrMore.default('*') }),
  ),
});

const allowedBy = (document: unknown): readonly PolicyStatement[] =>
  (statementsSchema.safeParse(document).data?.Statement ?? [])
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action = [], Resource }) => ({ actions: [Action].flat(), resources: [Resource].flat() }));

/** Whether a policy is an execution policy of some version. */
const isOfAnyVersion = (document: unknown): boolean =>
  (JSON.stringify(document) ?? '').includes(':parameter/*-scaler-turn"');

/** Resources that every fleet has by default, but that policies of earlier versions do not name. */
const ADDED_LATER = [
  [':parameter/*-scaler-jobs"', 'the parameters <stack>-scaler-jobs'],
  [':alarm:*-agents-do-not-start"', 'the alarms <stack>-agents-do-not-start'],
] as const;

/** The first of ADDED_LATER that no policy names. */
const missingIn = (documents: readonly unknown[]): string | undefined => {
  const text = JSON.stringify(documents);
  return ADDED_LATER.find(([resource]) => !text.includes(resource))?.[1];
};
