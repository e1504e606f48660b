import type { IConstruct } from 'constructs';
import { core } from './cdk.ts';

/** Accepts a finding of cdk-nag's pack AwsSolutions on a construct and its children, for a reason. */
export function acceptFinding(construct: IConstruct, finding: string, reason: string): void {
  core.Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}

/** Accepts that a policy names a resource with a wildcard. */
export function acceptWildcard(policy: IConstruct, resource: string, reason: string): void {
  acceptFinding(policy, `IAM5[Resource::${resource}]`, reason);
}
