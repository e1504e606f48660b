import { isDeepStrictEqual } from 'node:util';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyVersionCommand,
  NoSuchEntityException,
  paginateListPolicyVersions,
  type IAMClient,
  type PolicyVersion,
} from '@aws-sdk/client-iam';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { ask } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** IAM keeps no more of a policy's versions. */
const MOST_VERSIONS = 5;

/** What brings a policy up to date. */
export type PolicyChange =
  | { readonly kind: 'create' }
  | { readonly kind: 'none'; readonly version: string }
  /** `dropped`: the oldest version, where IAM has no room for another. */
  | { readonly kind: 'update'; readonly from: string; readonly dropped: string | undefined };

/** Compares what the account has with what it should have; changes nothing. @throws AwsError */
export async function planPolicy(iam: IAMClient, arn: string, document: object): Promise<PolicyChange> {
  const versions = await policyVersions(iam, arn);
  if (versions === undefined) return { kind: 'create' };
  const current = versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId ?? '';
  if (isDeepStrictEqual(await documentOf(iam, arn, current), document))
    return { kind: 'none', version: current };
  const oldest = versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .toSorted((a, b) => (a.CreateDate?.getTime() ?? 0) - (b.CreateDate?.getTime() ?? 0))[0];
  return {
    kind: 'update',
    from: current,
    dropped: versions.length >= MOST_VERSIONS ? oldest?.VersionId : undefined,
  };
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly document: object;
}

/** Does what was planned. @throws AwsError */
export async function applyPolicy(
  iam: IAMClient,
  policy: ManagedPolicy,
  change: PolicyChange,
): Promise<void> {
  const { name, arn, description, document } = policy;
  // IAM counts blanks.
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

async function policyVersions(iam: IAMClient, arn: string): Promise<readonly PolicyVersion[] | undefined> {
  const pages = paginateListPolicyVersions({ client: iam }, { PolicyArn: arn });
  try {
    return await collect('iam:ListPolicyVersions', `policy ${arn}`, pages, ({ Versions }) => Versions);
  } catch (error) {
    if (error instanceof AwsError && error.cause instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

async function documentOf(iam: IAMClient, arn: string, version: string): Promise<unknown> {
  const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version });
  const { PolicyVersion } = await ask('iam:GetPolicyVersion', `policy ${arn}`, (options) =>
    iam.send(command, options),
  );
  try {
    // IAM gives it encoded as in a URL.
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''));
  } catch {
    return undefined;
  }
}
