import {
  GetPolicyVersionCommand,
  NoSuchEntityException,
  paginateListPolicyVersions,
  type IAMClient,
  type PolicyVersion,
} from '@aws-sdk/client-iam';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { ask } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

/** A customer-managed policy in the account. */
export interface DeployedPolicy {
  readonly versions: readonly PolicyVersion[];
  /** Id of the version in force. */
  readonly version: string;
  /** The document in force; undefined if it is not JSON. */
  readonly document: unknown;
}

/** The policy with this ARN; undefined if there is none. @throws AwsError */
export async function deployedPolicy(iam: IAMClient, arn: string): Promise<DeployedPolicy | undefined> {
  const versions = await versionsOf(iam, arn);
  if (versions === undefined) return undefined;
  const version = versions.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId ?? '';
  return { versions, version, document: await documentOf(iam, arn, version) };
}

async function versionsOf(iam: IAMClient, arn: string): Promise<readonly PolicyVersion[] | undefined> {
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
    // IAM returns the document URL-encoded.
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''));
  } catch {
    return undefined;
  }
}
