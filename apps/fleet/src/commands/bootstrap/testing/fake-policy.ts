import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';

interface Version {
  readonly id: string;
  readonly document: object;
  readonly isDefault: boolean;
}

/** A version of the policy with an outdated document. */
export const oldVersion = (id: string, isDefault = false): Version => ({
  id,
  document: { Statement: [] },
  isDefault,
});

/** A fake IAM with at most one policy, the execution policy. */
export class FakePolicy {
  /** Empty if there is no policy. */
  versions: Version[] = [];
  partition = 'aws';

  readonly answer: AwsAnswer = ({ action, input }, reply) => {
    switch (action) {
      case 'GetCallerIdentity':
        return reply.ok({ Account: '111111111111', Arn: `arn:${this.partition}:iam::111111111111:user/ops` });
      case 'ListPolicyVersions':
        if (this.versions.length === 0) return reply.fail('NoSuchEntity', 'no such policy', 404);
        return reply.ok({ Versions: this.versions.map(listed), IsTruncated: false });
      case 'GetPolicyVersion': {
        const { document } = this.versions.find(({ id }) => id === input['VersionId'])!;
        return reply.ok({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } });
      }
      case 'CreatePolicy':
        this.#add('v1', input['PolicyDocument']);
        return reply.ok({ Policy: {} });
      case 'CreatePolicyVersion': {
        if (this.versions.length >= 5) return reply.fail('LimitExceeded', 'five versions', 409);
        const id = `v${this.versions.length + 4}`;
        this.#add(id, input['PolicyDocument']);
        return reply.ok({ PolicyVersion: { VersionId: id } });
      }
      case 'DeletePolicyVersion':
        this.versions = this.versions.filter(({ id }) => id !== input['VersionId']);
        return reply.ok();
      default:
        return reply.fail('InvalidAction', action);
    }
  };

  #add(id: string, document: unknown): void {
    this.versions = [
      ...this.versions.map((each) => ({ ...each, isDefault: false })),
      { id, document: JSON.parse(String(document)) as object, isDefault: true },
    ];
  }
}

/** A version as ListPolicyVersions returns it; `v3` is older than `v4`. */
const listed = ({ id, isDefault }: Version): object => ({
  VersionId: id,
  IsDefaultVersion: isDefault,
  CreateDate: `2026-01-0${id.slice(1)}T00:00:00Z`,
});
