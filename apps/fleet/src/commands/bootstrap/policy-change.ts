import { isDeepStrictEqual } from 'node:util';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { ask } from '../../aws/clients.ts';
import { deployedPolicy } from '../../observe/managed-policy.ts';

/** IAM keeps at most this many versions of a policy. */
const MAX_VERSIONS = 5;

/** The change that brings a policy up to date. */
export type PolicyChange =
  | { readonly kind: 'create' }
  | { readonly kind: 'none'; readonly version: string }
  /** `dropped`: the oldest version that is not the default, to delete if IAM has no room for another one. */
  | { readonly kind: 'update'; readonly from: string; readonly dropped: string | undefined };

/** Compares the account's policy with the document that it should have; changes nothing. @throws AwsError */
export async function planPolicy(iam: IAMClient, arn: string, document: object): Promise<PolicyChange> {
  const deployed = await deployedPolicy(iam, arn);
  if (deployed === undefined) return { kind: 'create' };
  const { version, versions } = deployed;
  if (isDeepStrictEqual(deployed.document, document)) return { kind: 'none', version };
  const oldest = versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .toSorted((a, b) => (a.CreateDate?.getTime() ?? 0) - (b.CreateDate?.getTime() ?? 0))[0];
  return {
    kind: 'update',
    from: version,
    dropped: versions.length >= MAX_VERSIONS ? oldest?.VersionId : undefined,
  };
}

/** The greatest change among policies; undefined without policies. */
export function greatestChange(
  planned: readonly { readonly change: PolicyChange }[],
): PolicyChange['kind'] | undefined {
  const kinds = planned.map(({ change }) => change.kind);
  return (['create', 'update', 'none'] as const).find((kind) => kinds.includes(kind));
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly document: object;
}

/** Makes the planned change. @throws AwsError */
export async function applyPolicy(
  iam: IAMClient,
  policy: ManagedPolicy,
  change: PolicyChange,
): Promise<void> {
  const { name, arn, description, document } = policy;
  const PolicyDocument = JSON.stringify(document);
  if (change.kind === 'create') {
    const command = new CreatePolicyCommand({ PolicyName: name, PolicyDocument, Description: description });
    await ask('iam:CreatePolicy', `policy ${name}`, (options) => iam.send(command, options));
  }
  if (change.kind === 'update') {
    if (change.dropped !== undefined) {
      const drop = new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: change.dropped });
      await ask('iam:DeletePolicyVersion', `policy ${name}`, (options) => iam.send(drop, options));
    }
    const command = new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true });
    await ask('iam:CreatePolicyVersion', `policy ${name}`, (options) => iam.send(command, options));
  }
}
