import * as z from 'zod';
import { instanceType } from './aws-ids.ts';
import { memberNames, toCamelCase } from './camel-case.ts';
import { jsonKind } from './json-kind.ts';
import { inPascalCase, inputSchema } from './json-schema.ts';
import { launchTemplateOverride } from './launch-template-override.ts';
import type { LaunchTemplateOverride } from './launch-template-override.ts';

const names = () => memberNames(launchTemplateOverride());

const DEFINITION = { $ref: '#/definitions/launchTemplateOverride' };

/** One override or a list of them, as JSON or as JSON text, in camelCase or PascalCase. */
export const launchTemplateOverrides = jsonKind<readonly LaunchTemplateOverride[]>({
  root: 'overrides',
  expected:
    'a launch template override or a list of them (JSON): instanceType, weightedCapacity, instanceRequirements, launchTemplateSpecification, imageId',
  schema: () => z.array(launchTemplateOverride()),
  read: (json) => toCamelCase(Array.isArray(json) ? json : [json], names()),
  members: { expected: "a member of CloudFormation's LaunchTemplateOverrides, given once", names },
  hint,
  jsonSchema: () => ({
    anyOf: [DEFINITION, { type: 'array', items: DEFINITION }, { type: 'string', pattern: '^\\s*[\\[{]' }],
  }),
  definitions: () => {
    const camel = inputSchema(launchTemplateOverride());
    return { launchTemplateOverride: { anyOf: [camel, inPascalCase(camel)] } };
  },
});

function hint(issue: z.core.$ZodIssue): string | undefined {
  const name = issue.path.at(-1);
  if (name === 'instanceType') return instanceType.expected;
  return name === 'weightedCapacity' ? 'an integer from 1 to 999' : undefined;
}
