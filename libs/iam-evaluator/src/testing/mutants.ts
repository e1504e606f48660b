import type { Statement } from '../policy-document.ts';

/** A statement with one small change. */
export interface Mutant {
  readonly change: string;
  readonly statement: Statement;
}

/** Small changes of one statement: its effect inverted, one value or condition removed, a condition widened or, for an Allow, an action or resource widened. */
export function mutantsOf(statement: Statement): readonly Mutant[] {
  const { Effect, Action = [], Resource = [] } = statement;
  const wider = (patterns: (value: string) => readonly string[]) =>
    Effect === 'Allow' ? patterns : () => [];
  return [
    { change: 'Effect inverted', statement: { ...statement, Effect: Effect === 'Allow' ? 'Deny' : 'Allow' } },
    ...changesOf(
      Action,
      wider((action) => [action.replace(/:.*/, ':*')]),
    ).map(({ change, values }) => ({
      change: `Action ${change}`,
      statement: { ...statement, Action: values },
    })),
    ...changesOf(
      Resource,
      wider((resource) => ['*', ...widerNames(resource)]),
    ).map(({ change, values }) => ({
      change: `Resource ${change}`,
      statement: { ...statement, Resource: values },
    })),
    ...conditionMutants(statement),
  ];
}

/** Copies of a list, each with one value removed or replaced by a wider one. */
function changesOf(values: readonly string[], wider: (value: string) => readonly string[]) {
  return values.flatMap((value, index) => [
    { change: `${value} removed`, values: values.toSpliced(index, 1) },
    ...wider(value)
      .filter((other) => other !== value)
      .map((other) => ({ change: `${value} → ${other}`, values: values.with(index, other) })),
  ]);
}

/** The resource's type, then its name with wildcards: `…:function:` and `*-scalerLambda*`. */
const NAMED =
  /^(arn:aws:s3:::|arn:(?:[^:]*:){4}(?:autoScalingGroup:\*:autoScalingGroupName\/|[A-Za-z-]+[:/]))(.+)$/;

/** Patterns that match more names than this one. */
function widerNames(resource: string): readonly string[] {
  const [, prefix, name] = NAMED.exec(resource) ?? [];
  if (prefix === undefined || name === undefined || name === '*') return [];
  return [
    ...(name.startsWith('*') ? [] : [`${prefix}*${name}`]),
    ...(name.endsWith('*') ? [] : [`${resource}*`]),
    ...shorterTexts(name).map((shorter) => prefix + shorter),
  ];
}

const widerValues = (value: string): readonly string[] =>
  NAMED.test(value) ? widerNames(value) : shorterTexts(value);

/** Patterns with less text beside one wildcard: without the text's first character, its first half or its last half. */
function shorterTexts(pattern: string): readonly string[] {
  const parts = pattern.split('*');
  return parts.flatMap((text, index) => {
    const half = Math.ceil(text.length / 2);
    const afterWildcard = index > 0 ? [text.slice(1), text.slice(half)] : [];
    const beforeWildcard = index < parts.length - 1 ? [text.slice(0, half)] : [];
    return text.length < 2
      ? []
      : [...afterWildcard, ...beforeWildcard].map((shorter) => parts.with(index, shorter).join('*'));
  });
}

type Conditions = Statement['Condition'];

function conditionMutants(statement: Statement): readonly Mutant[] {
  const { Condition } = statement;
  const mutant = (change: string, changed: Conditions): Mutant => ({
    change: `Condition ${change}`,
    statement: { ...statement, Condition: changed },
  });
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const otherKeys = omit(keys, key);
      const others = omit(Condition, operator);
      const without = Object.keys(otherKeys).length === 0 ? others : { ...others, [operator]: otherKeys };
      const isNegated = operator.includes('Not');
      const like = operator.replace(/(?:String|Arn)(Not)?(?:Equals|Like).*/, 'String$1Like');
      return [
        mutant(`${operator} ${key} removed`, without),
        ...(/IfExists|Null|ForAllValues/.test(operator) || isNegated
          ? []
          : [
              mutant(`${operator} ${key} → IfExists`, {
                ...without,
                [`${operator}IfExists`]: { ...without[`${operator}IfExists`], [key]: values },
              }),
            ]),
        ...changesOf(values, (value) => ['*', ...(isNegated ? [] : widerValues(value))]).map(
          ({ change, values: changed }) =>
            mutant(`${key} ${change}`, { ...without, [like]: { ...without[like], [key]: changed } }),
        ),
      ];
    }),
  );
}

const omit = <Value>(object: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
