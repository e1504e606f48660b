import type * as z from 'zod';
import { show } from '../problems/problem.ts';
import type { JsonSchema } from './json-schema.ts';

/** What a refused value is told: the part that is wrong, what it should be, and a guess at what was meant. */
export interface Complaint {
  readonly given: string | undefined;
  readonly expected: string;
  readonly suggestion: string | undefined;
}

/** A kind of value: how it is read from text (environment) or from JSON, and how it is spoken of. */
export interface Kind<T> {
  /** The kind's name in the documentation, e.g. `integer`. */
  readonly type: string;
  /** What is expected, as it reads after "expected:". */
  readonly expected: string;
  /** Takes the text and the JSON form; both give the same value. */
  readonly schema: z.ZodType<T>;
  /** Explains a value that the schema has refused. */
  readonly explain: (raw: unknown) => readonly Complaint[];
  /** JSON Schema (draft 7, which editors know) of what `schema` takes. */
  readonly jsonSchema: () => JsonSchema;
  /** What `jsonSchema` refers to as `#/definitions/<name>`. @default - nothing */
  readonly definitions?: () => Readonly<Record<string, JsonSchema>>;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/** Reads a value as its kind says, or says what is wrong with it. */
export function parse<T>(kind: Kind<T>, raw: unknown): Parsed<T> {
  const result = kind.schema.safeParse(raw);
  return result.success ? { ok: true, value: result.data } : { ok: false, complaints: kind.explain(raw) };
}

/** An `explain` for a kind whose values are wrong or right as a whole. */
export function explainWhole(
  expected: string,
  suggest: (text: string) => string | undefined = () => undefined,
): Kind<unknown>['explain'] {
  return (raw) => [
    { given: show(raw), expected, suggestion: typeof raw === 'string' ? suggest(raw.trim()) : undefined },
  ];
}
