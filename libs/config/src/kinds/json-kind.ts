import * as z from 'zod';
import { nearest } from '../problems/nearest.ts';
import { show } from '../problems/problem.ts';
import { JsonTextError, parseJsonText } from '../sources/json-text.ts';
import type { Complaint, Kind } from './kind.ts';

interface JsonKindOptions<T> extends Pick<Kind<T>, 'expected' | 'jsonSchema' | 'definitions'> {
  /** What problems call the value: `overrides` in `overrides[0].imageId`. */
  readonly root: string;
  /** The schema of what `read` returns. A function, because large schemas are built on first use. */
  readonly schema: () => z.ZodType<T>;
  /** Converts the JSON to the form that the schema checks. @default - takes it as it is */
  readonly read?: (json: unknown) => unknown;
  /** What is expected of an unknown member, and the names of the known ones. */
  readonly members: { readonly expected: string; readonly names: () => Iterable<string> };
  /** What is expected at the place of an issue. @default - zod's message */
  readonly hint?: (issue: z.core.$ZodIssue) => string | undefined;
  /** What was probably meant by a value at the place of an issue. */
  readonly suggest?: (issue: z.core.$ZodIssue, value: unknown) => string | undefined;
}

/** A kind whose values are JSON, or text that contains JSON. */
export function jsonKind<T>(options: JsonKindOptions<T>): Kind<T> {
  const { expected, schema, read = (json) => json } = options;
  const schemaOnUse: z.ZodType<T> = z.lazy(schema);
  return {
    ...{ type: 'JSON', expected, jsonSchema: options.jsonSchema },
    ...(options.definitions && { definitions: options.definitions }),
    schema: z
      .unknown()
      .transform((raw, context) => {
        try {
          return read(jsonOf(raw));
        } catch (error) {
          if (!(error instanceof JsonTextError)) throw error;
          context.addIssue(error.message);
          return z.NEVER;
        }
      })
      .pipe(schemaOnUse),
    explain: (raw) => {
      let value: unknown;
      try {
        value = read(jsonOf(raw));
      } catch (error) {
        if (!(error instanceof JsonTextError)) throw error;
        const { message, line, column } = error;
        const why = `${expected}; the text is not valid JSON (line ${line}, column ${column}: ${message})`;
        return [{ given: show(raw), expected: why, suggestion: undefined }];
      }
      const issues = schemaOnUse.safeParse(value).error?.issues ?? [];
      return issues.flatMap((issue) => explainIssue(issue, value, options));
    },
  };
}

/** @throws JsonTextError for text that is not JSON */
const jsonOf = (raw: unknown): unknown => (typeof raw === 'string' ? parseJsonText(raw).value : raw);

function explainIssue<T>(
  issue: z.core.$ZodIssue,
  value: unknown,
  { root, members, hint, suggest }: JsonKindOptions<T>,
): readonly Complaint[] {
  const at = location(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      given: show(key),
      expected: `${at}: ${members.expected}`,
      suggestion: nearest(key, members.names()),
    }));
  }
  const given = memberAt(value, issue.path);
  if (given === undefined) return [{ given: undefined, expected: `${at} to be set`, suggestion: undefined }];
  const expected = `${at}: ${hint?.(issue) ?? issue.message}`;
  return [{ given: show(given), expected, suggestion: suggest?.(issue, given) }];
}

const location = (root: string, path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    root,
  );

const memberAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step], value);
