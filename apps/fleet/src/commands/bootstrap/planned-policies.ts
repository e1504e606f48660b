import { relative } from 'node:path';
import type { IAMClient } from '@aws-sdk/client-iam';
import { installation } from '@agent-aws-stack/installation';
import type { Identity } from '../../aws/identity.ts';
import { attachedPolicies, executionRoleName } from '../../observe/bootstrap.ts';
import {
  boundaryPolicy,
  executionPolicy,
  executionPolicyFile,
  requiredBoundary,
  type ExecutionPart,
} from '../../observe/execution-policies.ts';
import { deployedPolicy } from '../../observe/managed-policy.ts';
import { BOUNDARY_NAME } from '../../observe/policy-names.ts';
import { planPolicy, type ManagedPolicy, type PolicyChange } from './policy-change.ts';

export interface PolicyOptions {
  /** The prefix of the execution policies' names. */
  readonly policyName: string;
  /** The permissions boundary to require: true for this project's own, false for none; undefined keeps what is required now. */
  readonly permissionsBoundary?: string | boolean;
  /**
   * Whether CloudFormation gets the rights that only an upgrade from the JavaScript stack needs. If undefined, it gets
   * them, unless its role already has the other execution policies without these rights.
   */
  readonly upgradeRights?: boolean;
}

export interface PlannedPolicy {
  readonly policy: ManagedPolicy;
  readonly change: PolicyChange;
  /** Whether CloudFormation's role gets the policy. */
  readonly isAttached: boolean;
  /** What happens to the policy, in a sentence. */
  readonly description: string;
}

/**
 * The permissions boundary and the execution policies, with what must change in the account. The policies have other names than the single
 * execution policy of earlier versions, which stays as it is: regions that are not bootstrapped again still deploy with it.
 * @param qualifier the qualifier of the bootstrap
 * @throws AwsError
 */
export async function planPolicies(
  iam: IAMClient,
  options: PolicyOptions,
  { account, partition, region }: Identity,
  qualifier: string,
): Promise<readonly PlannedPolicy[]> {
  const arnOf = (name: string): string => `arn:${partition}:iam::${account}:policy/${name}`;
  const { policyName, permissionsBoundary: wanted } = options;
  const required = await boundaryToRequire(iam, arnOf(`${policyName}-roles`), wanted, arnOf(BOUNDARY_NAME));

  const attached = await attachedPolicies(iam, executionRoleName({ qualifier, account, region }));
  const hasPart = (part: ExecutionPart): boolean =>
    attached?.some(({ PolicyArn }) => PolicyArn === arnOf(`${policyName}-${part}`)) ?? false;
  const upgradeRights = options.upgradeRights ?? (hasPart('upgrade') || !hasPart('roles'));

  const execution = (part: ExecutionPart): ManagedPolicy => ({
    name: `${policyName}-${part}`,
    arn: arnOf(`${policyName}-${part}`),
    description: DESCRIPTIONS[part],
    document: executionPolicy(part, partition, required),
  });
  const planPart = (part: ExecutionPart, detail = '') =>
    plan(iam, execution(part), executionPolicyFile(part), detail, true);
  const inBoundary =
    required === undefined
      ? '; it requires no permissions boundary'
      : `; it requires the permissions boundary ${required.split('/').at(-1)}`;
  return Promise.all([
    planBoundary(iam, { account, partition }),
    planPart('resources'),
    planPart('roles', inBoundary),
    ...(upgradeRights ? [planPart('upgrade')] : []),
  ]);
}

/** The permissions boundary, with what must change in the account. Fleets may name the boundary, whatever policies CloudFormation's role has. @throws AwsError */
export async function planBoundary(
  iam: IAMClient,
  { account, partition }: Pick<Identity, 'account' | 'partition'>,
): Promise<PlannedPolicy> {
  const boundary: ManagedPolicy = {
    name: BOUNDARY_NAME,
    arn: `arn:${partition}:iam::${account}:policy/${BOUNDARY_NAME}`,
    description: 'The most that roles of fleets of Semaphore agents may do',
    document: boundaryPolicy(partition),
  };
  return plan(iam, boundary, installation.permissionsBoundary, '', false);
}

async function plan(
  iam: IAMClient,
  policy: ManagedPolicy,
  file: string,
  detail: string,
  isAttached: boolean,
): Promise<PlannedPolicy> {
  const change = await planPolicy(iam, policy.arn, policy.document);
  return { policy, change, isAttached, description: describeChange(policy, change, file) + detail };
}

const DESCRIPTIONS: Readonly<Record<ExecutionPart, string>> = {
  resources: 'Permissions with which CloudFormation deploys fleets of Semaphore agents',
  roles: 'What CloudFormation may do with the roles of fleets of Semaphore agents',
  upgrade: 'Permissions with which CloudFormation upgrades fleets of the JavaScript stack',
};

async function boundaryToRequire(
  iam: IAMClient,
  rolesPolicyArn: string,
  wanted: string | boolean | undefined,
  own: string,
): Promise<string | undefined> {
  if (typeof wanted === 'string') return wanted;
  if (wanted !== undefined) return wanted ? own : undefined;
  return requiredBoundary((await deployedPolicy(iam, rolesPolicyArn))?.document);
}

function describeChange({ name }: ManagedPolicy, change: PolicyChange, file: string): string {
  switch (change.kind) {
    case 'create':
      return `Creates the policy ${name} from ${relative(installation.userFolder, file)}`;
    case 'none':
      return `The policy ${name} is up to date (${change.version})`;
    case 'update': {
      const dropped =
        change.dropped === undefined
          ? ''
          : `, and deletes its oldest version, ${change.dropped}, to make room`;
      return `Creates a new version of the policy ${name} in place of ${change.from}${dropped}`;
    }
  }
}
