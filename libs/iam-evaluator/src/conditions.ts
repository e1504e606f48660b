import { COMPARISONS, type Comparison } from './comparisons.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import type { IamRequest } from './request.ts';

/**
 * Whether a request meets all conditions of a statement.
 * @throws Error for an operator that this evaluator does not know
 */
export function conditionsHold(
  { Condition }: Pick<Statement, 'Condition'>,
  version: PolicyDocument['Version'],
  { context }: IamRequest,
): boolean {
  const variables = version === '2012-10-17' ? context : undefined;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      holds(operator, context.get(key.toLowerCase()), expected, variables),
    ),
  );
}

/** The parts of an operator: a set operator, a comparison, and `IfExists`, with which a missing key meets the condition. */
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

function holds(
  operator: string,
  actual: string | readonly string[] | undefined,
  expected: readonly string[],
  variables: IamRequest['context'] | undefined,
): boolean {
  const [, set, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const values = actual === undefined ? [] : [actual].flat();
  if (name === 'Null') return expected.some((wanted) => (wanted === 'true') === (values.length === 0));

  const negated = name.includes('Not');
  const compare = COMPARISONS[name.replace('Not', '')];
  if (compare === undefined) throw new Error(`${operator}: this condition operator is not supported`);
  const isMet = (value: string): boolean => meets(compare, negated, value, expected, variables);

  if (values.length === 0) {
    if (ifExists !== undefined || set === 'ForAllValues') return true;
    return set === undefined && negated;
  }
  if (set === 'ForAllValues') return values.every(isMet);
  if (set === undefined && Array.isArray(actual))
    throw new Error(`${operator}: a multivalued key needs ForAllValues or ForAnyValue`);
  return values.some(isMet);
}

/** Whether a request's value meets a condition: it must match one of the condition's values, or none of them if the operator is negated. */
const meets = (
  compare: Comparison,
  negated: boolean,
  value: string,
  expected: readonly string[],
  variables: IamRequest['context'] | undefined,
): boolean => expected.some((pattern) => compare(value, pattern, variables)) !== negated;
