import * as z from 'zod';
import { nearest } from '../problems/nearest.ts';
import { show } from '../problems/problem.ts';
import { JsonTextError, parseJsonText } from '../sources/json-text.ts';
import { instanceType } from './aws-ids.ts';
import { memberNames, toCamelCase } from './camel-case.ts';
import { inPascalCase, inputSchema } from './json-schema.ts';
import type { Complaint, Kind } from './kind.ts';
import { launchTemplateOverride } from './launch-template-override.ts';
import type { LaunchTemplateOverride } from './launch-template-override.ts';

const expected =
  'a launch template override or a list of them (JSON): instanceType, weightedCapacity, instanceRequirements, launchTemplateSpecification, imageId';

const names = () => memberNames(launchTemplateOverride());

const overrides = z.lazy(() => z.array(launchTemplateOverride()));

/**
 * Converts JSON, or JSON text, to a list of overrides.
 * @throws JsonTextError for text that is not JSON
 */
function read(raw: unknown): unknown {
  const value = typeof raw === 'string' ? parseJsonText(raw).value : raw;
  return toCamelCase(Array.isArray(value) ? value : [value], names());
}

const DEFINITION = { $ref: '#/definitions/launchTemplateOverride' };

/** One override or a list of them, as JSON or as JSON text, in camelCase or PascalCase. */
export const launchTemplateOverrides: Kind<readonly LaunchTemplateOverride[]> = {
  type: 'JSON',
  expected,
  schema: z
    .unknown()
    .transform((raw, context) => {
      try {
        return read(raw);
      } catch (error) {
        if (!(error instanceof JsonTextError)) throw error;
        context.addIssue(error.message);
        return z.NEVER;
      }
    })
    .pipe(overrides),
  explain,
  jsonSchema: () => ({
    anyOf: [DEFINITION, { type: 'array', items: DEFINITION }, { type: 'string', pattern: '^\\s*[\\[{]' }],
  }),
  definitions: () => {
    const camel = inputSchema(launchTemplateOverride());
    return { launchTemplateOverride: { anyOf: [camel, inPascalCase(camel)] } };
  },
};

function explain(raw: unknown): readonly Complaint[] {
  let value: unknown;
  try {
    value = read(raw);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { message, line, column } = error;
    const why = `${expected}; the text is not valid JSON (line ${line}, column ${column}: ${message})`;
    return [{ given: show(raw), expected: why, suggestion: undefined }];
  }
  return (overrides.safeParse(value).error?.issues ?? []).flatMap((issue) => explainIssue(issue, value));
}

function explainIssue(issue: z.core.$ZodIssue, value: unknown): readonly Complaint[] {
  const at = location(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      given: show(key),
      expected: `${at}: a member of CloudFormation's LaunchTemplateOverrides, given once`,
      suggestion: nearest(key, names()),
    }));
  }
  const member = memberAt(value, issue.path);
  if (member === undefined) return [{ given: undefined, expected: `${at} to be set`, suggestion: undefined }];
  return [{ given: show(member), expected: `${at}: ${hint(issue)}`, suggestion: undefined }];
}

/** zod's own message, unless we have a better one. */
function hint(issue: z.core.$ZodIssue): string {
  const name = issue.path.at(-1);
  if (name === 'instanceType') return instanceType.expected;
  return name === 'weightedCapacity' ? 'an integer from 1 to 999' : issue.message;
}

const location = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    'overrides',
  );

const memberAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step], value);
