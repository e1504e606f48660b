import * as z from 'zod';
import { explainWhole } from './kind.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Kind } from './kind.ts';

/** Accepts an integer as a JSON number or as digits, if `schema` accepts it. */
function digitsOr<T>(schema: z.ZodType<T, number>): z.ZodType<T> {
  const digits = z
    .string()
    .trim()
    .regex(/^-?\d+$/);
  return z.union([schema, digits.transform(Number).pipe(schema)]);
}

export interface IntegerRange {
  readonly min: number;
  /** @default - no limit */
  readonly max?: number;
  /** The unit, e.g. `seconds`. */
  readonly unit?: string;
}

/** An integer within a range, both ends included. */
export function integer({ min, max, unit }: IntegerRange): Kind<number> {
  const range = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
  const expected = `an integer${unit === undefined ? '' : ` (${unit})`}, ${range}`;
  return {
    type: unit === undefined ? 'integer' : `integer (${unit})`,
    expected,
    schema: digitsOr(
      z
        .int()
        .min(min)
        .max(max ?? Number.MAX_SAFE_INTEGER),
    ),
    explain: explainWhole(expected, wholeNumber),
    jsonSchema: () => ({ anyOf: [integerSchema(min, max), DIGITS] }),
  };
}

/** 0, which turns something off, or an integer within a range. */
export function zeroOrInteger({ min, max, unit }: Required<IntegerRange>): Kind<number> {
  const expected = `0 (off) or an integer (${unit}) from ${min} to ${max}`;
  return {
    type: `integer (${unit})`,
    expected,
    schema: digitsOr(z.union([z.literal(0), z.int().min(min).max(max)])),
    explain: explainWhole(expected, wholeNumber),
    jsonSchema: () => ({ anyOf: [{ const: 0 }, integerSchema(min, max), DIGITS] }),
  };
}

/** One of several integers. */
export function integerChoice(numbers: readonly [number, ...number[]], unit: string): Kind<number> {
  const expected = `one of ${numbers.join(', ')} (${unit})`;
  return {
    type: `integer (${unit})`,
    expected,
    schema: digitsOr(z.literal(numbers)),
    explain: explainWhole(expected, (word) => {
      const wanted = Number.parseFloat(word);
      return Number.isNaN(wanted) ? undefined : String(numbers.find((n) => n >= wanted) ?? numbers.at(-1));
    }),
    jsonSchema: () => ({ anyOf: [{ enum: numbers }, { type: 'string', enum: numbers.map(String) }] }),
  };
}

const DIGITS = { type: 'string', pattern: '^-?\\d+$' };

const integerSchema = (minimum: number, maximum: number | undefined): JsonSchema => ({
  type: 'integer',
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});

/** The integer that was probably meant by `10.0`, `1,000` or `30s`. */
function wholeNumber(word: string): string | undefined {
  const digits = /^(\d+)(?:\.0*)?\s*[a-z]*$/i.exec(word.replaceAll(/[,_](?=\d{3})/g, ''))?.[1];
  return digits === word ? undefined : digits;
}
