import { matches, matchesArn } from './pattern.ts';
import type { IamRequest } from './request.ts';

/** Compares the value of a condition key with one value of the policy. */
export type Comparison = (
  actual: string,
  expected: string,
  variables: IamRequest['context'] | undefined,
) => boolean;

const numeric =
  (compare: (actual: number, expected: number) => boolean): Comparison =>
  (actual, expected) =>
    compare(Number(actual), Number(expected));

const arn: Comparison = (actual, expected, context) => matchesArn(expected, actual, { context });

/** The comparisons by the names of their operators, without `Not`. */
export const COMPARISONS: Readonly<Record<string, Comparison | undefined>> = {
  StringEquals: (actual, expected, context) => matches(expected, actual, { context, wildcards: false }),
  StringEqualsIgnoreCase: (actual, expected, context) =>
    matches(expected, actual, { context, wildcards: false, ignoreCase: true }),
  StringLike: (actual, expected, context) => matches(expected, actual, { context }),
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericEquals: numeric((actual, expected) => actual === expected),
  NumericLessThan: numeric((actual, expected) => actual < expected),
  NumericLessThanEquals: numeric((actual, expected) => actual <= expected),
  NumericGreaterThan: numeric((actual, expected) => actual > expected),
  NumericGreaterThanEquals: numeric((actual, expected) => actual >= expected),
};
