import type { IConstruct } from 'constructs';
import { core } from './cdk.ts';

/** Acknowledges a finding of cdk-nag's AwsSolutions rules on a construct and its children, with the reason why it is acceptable. */
export function acceptFinding(construct: IConstruct, finding: string, reason: string): void {
  core.Validations.of(construct).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}

/** Acknowledges a wildcard in a resource of a policy. */
export function acceptWildcard(policy: IConstruct, resource: string, reason: string): void {
  acceptFinding(policy, `IAM5[Resource::${spelledByNag(policy, resource)}]`, reason);
}

/** Acknowledges a managed policy. */
export function acceptManagedPolicy(role: IConstruct, arn: string, reason: string): void {
  acceptFinding(role, `IAM4[Policy::${spelledByNag(role, arn)}]`, reason);
}

/** Spells a text's references as cdk-nag's flattenCfnReference does, such as `arn:<AWS::Partition>:iam::…`. */
function spelledByNag(scope: IConstruct, text: string): string {
  const spell = (part: unknown): string => {
    if (typeof part === 'string') return part;
    const { Ref: ref, ...functions } = part as { Ref?: string } & Readonly<Record<string, unknown>>;
    if (ref !== undefined) return `<${ref}>`;
    const { 'Fn::Join': join, 'Fn::GetAtt': attribute } = functions;
    if (join !== undefined) return (join as [string, unknown[]])[1].map(spell).join('');
    return attribute === undefined ? JSON.stringify(part) : `<${(attribute as string[]).join('.')}>`;
  };
  return spell(core.Stack.of(scope).resolve(text));
}
