import { nearest } from '@agent-aws-stack/config';
import { BuildError } from './errors.ts';

/** The value if it is known. Otherwise reports a problem, which suggests a similar known value if there is one, and returns undefined. */
export function oneOf<Value extends string>(
  subject: string,
  value: string | undefined,
  known: readonly Value[],
  report: (problem: BuildError) => undefined,
): Value | undefined {
  const found = known.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const near = nearest(value ?? '', known);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return report(new BuildError(subject, `'${value}' is not one of ${known.join(', ')}${hint}`));
}
