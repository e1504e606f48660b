/** The condition keys of a request and their values. Names of keys are in lower case. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

/** The condition block of a policy statement: operator → key → values to compare with. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function requestContext(
  entries: Readonly<Record<string, string | readonly string[] | undefined>>,
): RequestContext {
  return new Map(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), value] as const],
    ),
  );
}

/** Whether all conditions of a block are met. A condition with an unknown operator is never met. */
export function conditionsHold(block: ConditionBlock, context: RequestContext): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      conditionHolds(operator, key, [expected].flat(), context),
    ),
  );
}

function conditionHolds(
  operator: string,
  key: string,
  expected: readonly string[],
  context: RequestContext,
): boolean {
  const actual = context.get(key.toLowerCase());
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(operator) ?? [];
  if (name.toLowerCase() === 'null') return (actual === undefined) === (String(expected[0]) === 'true');
  const test = comparisons[name.toLowerCase()];
  if (test === undefined) return false;
  const negated = /not/i.test(name);
  if (actual === undefined)
    return ifExists !== undefined || quantifier?.toLowerCase() === 'forallvalues' || negated;
  const wanted = expected.map((value) => substitute(String(value), context));
  const matches = (value: string) =>
    negated ? wanted.every((other) => test(value, other)) : wanted.some((other) => test(value, other));
  const values = [actual].flat();
  return quantifier?.toLowerCase() === 'foranyvalue' ? values.some(matches) : values.every(matches);
}

/** Replaces policy variables such as ${aws:PrincipalAccount}. Unknown ones are left as they are. */
export function substitute(text: string, context: RequestContext): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, key: string) => {
    if (key === '*' || key === '?' || key === '$') return key;
    const value = context.get(key.toLowerCase());
    return typeof value === 'string' ? value : whole;
  });
}

type Comparison = (actual: string, expected: string) => boolean;

const equals: Comparison = (actual, expected) => actual === expected;
const equalsIgnoringCase: Comparison = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const like: Comparison = (actual, expected) => wildcard(expected).test(actual);
const not =
  (comparison: Comparison): Comparison =>
  (actual, expected) =>
    !comparison(actual, expected);
const numeric =
  (compare: (a: number, b: number) => boolean): Comparison =>
  (actual, expected) =>
    compare(Number(actual), Number(expected));

const comparisons: Readonly<Record<string, Comparison>> = {
  stringequals: equals,
  stringnotequals: not(equals),
  stringequalsignorecase: equalsIgnoringCase,
  stringnotequalsignorecase: not(equalsIgnoringCase),
  stringlike: like,
  stringnotlike: not(like),
  arnequals: like,
  arnlike: like,
  arnnotequals: not(like),
  arnnotlike: not(like),
  bool: equalsIgnoringCase,
  numericequals: numeric((a, b) => a === b),
  numericnotequals: numeric((a, b) => a !== b),
  numericlessthan: numeric((a, b) => a < b),
  numericlessthanequals: numeric((a, b) => a <= b),
  numericgreaterthan: numeric((a, b) => a > b),
  numericgreaterthanequals: numeric((a, b) => a >= b),
};

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
