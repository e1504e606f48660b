import type { Caution } from '../cautions/caution.ts';
import type { Problem } from './problem.ts';
import type { NearMiss } from '../sources/environment.ts';

/** Parameters that do instead of another. */
const INSTEAD: Readonly<Record<string, string>> = { SEMAPHORE_ENDPOINT: 'SEMAPHORE_ORGANIZATION' };

export interface Told {
  readonly problems: readonly Problem[];
  /** One for each mistyped variable that causes no problem. */
  readonly cautions: readonly Caution[];
}

/**
 * Tells a mistyped name once. Where it stands for a parameter that is wrong for not being set, it is the problem, and
 * the other is only its echo.
 * @param ofFile problems of the file's form, those of its mistyped names among them
 * @param ofFleets problems of the fleets' parameters
 */
export function tellNearMissesOnce(
  variables: readonly NearMiss[],
  ofFile: readonly Problem[],
  ofFleets: readonly Problem[],
): Told {
  const inFile = ofFile.flatMap(({ suggestion, fleet }) =>
    suggestion === undefined ? [] : [{ meant: suggestion, fleet }],
  );
  const causes = variables.filter((miss) => ofFleets.some((problem) => isEcho(problem, miss)));
  return {
    problems: [
      ...causes.map(unknownVariable),
      ...ofFleets.filter((problem) => ![...inFile, ...causes].some((miss) => isEcho(problem, miss))),
    ],
    cautions: variables
      .filter((miss) => !causes.includes(miss))
      .map(({ name, meant }) => ({
        key: name,
        fleet: undefined,
        effect: 'is not a parameter, so it has no effect',
        remedy: `Rename it to ${meant}`,
      })),
  };
}

/** Whether a problem is that of a parameter not set, and a near miss is why. What all fleets share names none. */
function isEcho(
  problem: Problem,
  miss: { readonly meant: string; readonly fleet?: string | undefined },
): boolean {
  const isNotSet = problem.place === undefined || problem.place === 'default';
  const isSameFleet = miss.fleet === undefined || miss.fleet === problem.fleet;
  return isNotSet && isSameFleet && [problem.key, INSTEAD[problem.key]].includes(miss.meant);
}

const unknownVariable = ({ name, meant }: NearMiss): Problem => ({
  key: name,
  fleet: undefined,
  place: 'environment',
  // The value is not shown: next to the token parameter's name, it may be the token.
  given: undefined,
  expected: 'the name of a parameter; there is none of this name',
  suggestion: meant,
});
