import * as z from 'zod';
import { amountIn } from './amounts.ts';
import type { Unit } from './amounts.ts';
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
  /** @default - a number without a unit */
  readonly unit?: Unit;
}

/** An integer within a range, both ends included. */
export function integer({ min, max, unit }: IntegerRange): Kind<number> {
  const range = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
  const schema = digitsOr(
    z
      .int()
      .min(min)
      .max(max ?? Number.MAX_SAFE_INTEGER),
  );
  const expected = `an integer${unit === undefined ? '' : ` (${unit})`}, ${range}`;
  return {
    type: unit === undefined ? 'integer' : `integer (${unit})`,
    expected,
    schema,
    explain: explainWhole(expected, acceptedAmount(schema, unit)),
    jsonSchema: () => ({ anyOf: [integerSchema(min, max), DIGITS] }),
  };
}

/** 0, which turns something off, or an integer within a range. */
export function zeroOrInteger({ min, max, unit }: Required<IntegerRange>): Kind<number> {
  const schema = digitsOr(z.union([z.literal(0), z.int().min(min).max(max)]));
  const expected = `0 (off) or an integer (${unit}) from ${min} to ${max}`;
  return {
    type: `integer (${unit})`,
    expected,
    schema,
    explain: explainWhole(expected, acceptedAmount(schema, unit)),
    jsonSchema: () => ({ anyOf: [{ const: 0 }, integerSchema(min, max), DIGITS] }),
  };
}

/** One of several integers. */
export function integerChoice(numbers: readonly [number, ...number[]], unit: Unit): Kind<number> {
  const expected = `one of ${numbers.join(', ')} (${unit})`;
  return {
    type: `integer (${unit})`,
    expected,
    schema: digitsOr(z.literal(numbers)),
    explain: explainWhole(expected, (text) => {
      const wanted = amountIn(unit, text);
      return wanted === undefined ? undefined : String(numbers.find((n) => n >= wanted) ?? numbers.at(-1));
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

/** Suggests the amount that was probably meant by text such as `10.0`, `1,000` or `5m`, if the schema accepts it. */
const acceptedAmount = (schema: z.ZodType, unit?: Unit) => (text: string) => {
  const amount = amountIn(unit, text);
  return schema.safeParse(amount).success ? String(amount) : undefined;
};
