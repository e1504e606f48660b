import type { ContextValues } from '@agent-aws-stack/iam-evaluator';
import { allows, type PolicyCase } from '@agent-aws-stack/iam-evaluator/testing';
import { ACCOUNT } from './fleet-case.ts';
import { physicalArn } from './physical-arn.ts';
import type { Statement, TemplateReader } from './template-reader.ts';

type PolicyStatement = Statement & { readonly Effect: string };

/** What the inline policies of a fleet's roles allow, as calls: each action on an example of each resource. */
export function roleCalls(template: TemplateReader): readonly PolicyCase[] {
  const exampleOf = (value: unknown): string =>
    value === '*' ? '*' : textOf(value, template).replaceAll('*', 'x');
  return template
    .ofType('AWS::IAM::Policy')
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: PolicyStatement[] }).Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource, Condition }) =>
      allows(Action, [Resource].flat().map(exampleOf), contextFor(Condition, exampleOf)),
    );
}

/** Condition keys that meet all conditions of a statement. */
const contextFor = (
  conditions: Statement['Condition'] = {},
  exampleOf: (value: unknown) => string,
): ContextValues =>
  Object.fromEntries(
    Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys as Record<string, unknown>).map(([key, values]) => {
        const text = exampleOf([values].flat()[0]);
        return [key, /^For(?:All|Any)Values?:/.test(operator) ? [text] : text];
      }),
    ),
  );

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
};

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly [string, string];
}

/** A text of the template, with its references resolved. */
function textOf(value: unknown, template: TemplateReader): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Intrinsic;
  if (join) return join[1].map((part) => textOf(part, template)).join(join[0]);
  if (ref !== undefined) return PSEUDO_PARAMETERS[ref] ?? ref;
  const [logicalId = ''] = attribute ?? [];
  return physicalArn('ci', logicalId, template.resource(logicalId));
}
