import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';

interface Version {
  readonly id: string;
  readonly document: object;
  readonly isDefault: boolean;
}

/** A version of a policy with an outdated document. */
export const oldVersion = (id: string, isDefault = false): Version => ({
  id,
  document: { Statement: [] },
  isDefault,
});

/** A fake account with customer-managed policies and log groups. */
export class FakeIam {
  /** The versions of each policy, by the policy's name. */
  readonly policies = new Map<string, Version[]>();
  partition = 'aws';
  /** The policies of each role, by the role's name. */
  readonly attached = new Map<string, readonly string[]>();
  /** The retention in days of each log group; undefined if it keeps logs forever. */
  readonly logGroups = new Map<string, number | undefined>();

  versions(name: string): readonly Version[] {
    return this.policies.get(name) ?? [];
  }

  readonly answer: AwsAnswer = ({ action, input }, reply) => {
    const name = String(input['PolicyName'] ?? String(input['PolicyArn']).split('/').at(-1));
    const versions = this.versions(name);
    switch (action) {
      case 'GetCallerIdentity':
        return reply.ok({ Account: '111111111111', Arn: `arn:${this.partition}:iam::111111111111:user/ops` });
      case 'ListPolicyVersions':
        if (versions.length === 0) return reply.fail('NoSuchEntity', 'no such policy', 404);
        return reply.ok({ Versions: versions.map(listed), IsTruncated: false });
      case 'GetPolicyVersion': {
        const { document } = versions.find(({ id }) => id === input['VersionId'])!;
        return reply.ok({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } });
      }
      case 'ListAttachedRolePolicies': {
        const arns = this.attached.get(String(input['RoleName']));
        if (arns === undefined) return reply.fail('NoSuchEntity', 'no such role', 404);
        return reply.ok({ AttachedPolicies: arns.map((PolicyArn) => ({ PolicyArn })), IsTruncated: false });
      }
      case 'CreatePolicy':
        this.#add(name, 'v1', input['PolicyDocument']);
        return reply.ok({ Policy: {} });
      case 'CreatePolicyVersion': {
        if (versions.length >= 5) return reply.fail('LimitExceeded', 'five versions', 409);
        const id = `v${versions.length + 4}`;
        this.#add(name, id, input['PolicyDocument']);
        return reply.ok({ PolicyVersion: { VersionId: id } });
      }
      case 'DescribeLogGroups':
        return reply.ok({
          logGroups: [...this.logGroups].map(([logGroupName, retentionInDays]) => ({
            logGroupName,
            retentionInDays,
          })),
        });
      case 'CreateLogGroup':
        this.logGroups.set(String(input['logGroupName']), undefined);
        return reply.ok({});
      case 'PutRetentionPolicy':
        this.logGroups.set(String(input['logGroupName']), Number(input['retentionInDays']));
        return reply.ok({});
      case 'DeletePolicyVersion':
        this.policies.set(
          name,
          versions.filter(({ id }) => id !== input['VersionId']),
        );
        return reply.ok();
      default:
        return reply.fail('InvalidAction', action);
    }
  };

  #add(name: string, id: string, document: unknown): void {
    this.policies.set(name, [
      ...this.versions(name).map((each) => ({ ...each, isDefault: false })),
      { id, document: JSON.parse(String(document)) as object, isDefault: true },
    ]);
  }
}

/** A version as ListPolicyVersions returns it; `v3` is older than `v4`. */
const listed = ({ id, isDefault }: Version): object => ({
  VersionId: id,
  IsDefaultVersion: isDefault,
  CreateDate: `2026-01-0${id.slice(1)}T00:00:00Z`,
});
