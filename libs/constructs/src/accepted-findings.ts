import type { IConstruct } from 'constructs';
import { core } from './cdk.ts';

/** Acknowledges a finding of cdk-nag's AwsSolutions rules on a construct and its children, with the reason why it is acceptable. */
export function acceptFinding(construct: IConstruct, finding: string, reason: string): void {
  core.Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}

/** Acknowledges a wildcard in a resource of a policy. */
export function acceptWildcard(policy: IConstruct, resource: string, reason: string): void {
  acceptFinding(policy, `IAM5[Resource::${resource}]`, reason);
}
