import type { ParameterKey, Values } from '../parameters/index.ts';

/** A value that is right by itself and wrong together with others. */
export interface Finding {
  readonly key: ParameterKey;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** Whether a parameter is set, be it to its default. */
export type IsSet = (key: ParameterKey) => boolean;

/** A rule between parameters. It is asked only when all the values it reads are right by themselves. */
export interface Rule {
  readonly reads: readonly ParameterKey[];
  readonly check: (values: Values, isSet: IsSet) => readonly Finding[];
}

/** What is expected of a wrong value when others narrow it: said in place of what its kind expects. */
export interface Narrowing {
  readonly key: ParameterKey;
  readonly reads: readonly ParameterKey[];
  readonly expected: (values: Values) => string | undefined;
}

/** A narrowing that can read no parameter but those it names. */
export function narrowing<const Key extends ParameterKey>(
  key: ParameterKey,
  reads: readonly Key[],
  expected: (values: Pick<Values, Key>) => string | undefined,
): Narrowing {
  return { key, reads, expected };
}

/** A rule that can read no parameter but those it names. */
export function rule<const Key extends ParameterKey>(
  reads: readonly Key[],
  check: (values: Pick<Values, Key>, isSet: (key: Key) => boolean) => readonly Finding[],
): Rule {
  return { reads, check };
}

/** The finding if the condition holds. */
export function when(condition: boolean, finding: Finding): readonly Finding[] {
  return condition ? [finding] : [];
}
