import * as z from 'zod';
import { nearest } from '../nearest.ts';
import { show } from '../problem.ts';
import { memberNames, toCamelCase } from './camel-case.ts';
import { inPascalCase, inputSchema } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Complaint, Kind } from './kind.ts';
import { launchTemplateOverride } from './override-shape.ts';
import type { OverrideShape } from './override-shape.ts';

const expected =
  'a launch template override or a list of them (JSON): instanceType, weightedCapacity, instanceRequirements, launchTemplateSpecification, imageId';

const names = memberNames(launchTemplateOverride);

const overrides = z.array(launchTemplateOverride);

/** Undefined: neither JSON nor text of JSON. */
function read(raw: unknown): unknown {
  let value = raw;
  if (typeof raw === 'string') {
    try {
      value = JSON.parse(raw);
    } catch {
      return undefined;
    }
  }
  return toCamelCase(Array.isArray(value) ? value : [value], names);
}

/** One override or a list of them, as text of JSON or as JSON, in camelCase or PascalCase. */
export const launchTemplateOverrides: Kind<readonly OverrideShape[]> = {
  type: 'JSON',
  expected,
  schema: z.unknown().transform(read).pipe(overrides),
  explain,
  jsonSchema,
};

function explain(raw: unknown): readonly Complaint[] {
  const value = read(raw);
  if (value === undefined) {
    return [{ given: show(raw), expected: `${expected}; this text is not JSON`, suggestion: undefined }];
  }
  const issues = overrides.safeParse(value).error?.issues ?? [];
  return issues.flatMap((issue) => {
    const at = location(issue.path);
    if (issue.code !== 'unrecognized_keys') {
      return {
        given: show(memberAt(value, issue.path)),
        expected: `${at}: ${issue.message}`,
        suggestion: undefined,
      };
    }
    return issue.keys.map((key) => ({
      given: show(key),
      expected: `${at}: a member that CloudFormation's LaunchTemplateOverrides has, once`,
      suggestion: nearest(key, names),
    }));
  });
}

const location = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    'overrides',
  );

const memberAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step], value);

function jsonSchema(): JsonSchema {
  const camel = inputSchema(launchTemplateOverride);
  const one = { anyOf: [camel, inPascalCase(camel)] };
  return { anyOf: [one, { type: 'array', items: one }, { type: 'string', pattern: '^\\s*[\\[{]' }] };
}
