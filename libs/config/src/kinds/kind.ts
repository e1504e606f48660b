import type * as z from 'zod';
import { show } from '../problems/problem.ts';
import type { JsonSchema } from './json-schema.ts';

/** Why a value was rejected: its invalid part, what is expected there, and a suggestion. */
export interface Complaint {
  readonly given: string | undefined;
  readonly expected: string;
  readonly suggestion: string | undefined;
}

/** A kind of value: how to read it from text (environment) or from JSON, and how to describe it. */
export interface Kind<T> {
  /** The kind's name in the documentation, e.g. `integer`. */
  readonly type: string;
  /** What is expected, worded to follow "expected:". */
  readonly expected: string;
  /** Accepts the text form and the JSON form; both give the same value. */
  readonly schema: z.ZodType<T>;
  /** Explains what is wrong with a value that the schema rejects. */
  readonly explain: (raw: unknown) => readonly Complaint[];
  /** JSON Schema (draft 7, which editors support) of what `schema` accepts. */
  readonly jsonSchema: () => JsonSchema;
  /** The definitions that `jsonSchema` refers to as `#/definitions/<name>`. @default - none */
  readonly definitions?: () => Readonly<Record<string, JsonSchema>>;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/** Reads a value, or explains what is wrong with it. */
export function parse<T>(kind: Kind<T>, raw: unknown): Parsed<T> {
  const result = kind.schema.safeParse(raw);
  return result.success ? { ok: true, value: result.data } : { ok: false, complaints: kind.explain(raw) };
}

/** An `explain` for kinds whose values are rejected as a whole, not in parts. */
export function explainWhole(
  expected: string,
  suggest: (text: string) => string | undefined = () => undefined,
): Kind<unknown>['explain'] {
  return (raw) => [
    { given: show(raw), expected, suggestion: typeof raw === 'string' ? suggest(raw.trim()) : undefined },
  ];
}
