import type { Caution } from '../cautions/caution.ts';
import type { Problem } from './problem.ts';
import { NOT_A_PARAMETER } from '../sources/environment.ts';
import type { NearMiss } from '../sources/environment.ts';

/** A parameter that may be set instead of another. */
const ALTERNATIVES: Readonly<Record<string, string>> = { SEMAPHORE_ENDPOINT: 'SEMAPHORE_ORGANIZATION' };

export interface NearMissReport {
  readonly problems: readonly Problem[];
  /** One for each mistyped variable that causes no problem. */
  readonly cautions: readonly Caution[];
}

/**
 * Reports each mistyped name once. If the parameter that was meant is missing, the mistyped name is the problem, and the
 * problem of the missing parameter is dropped.
 * @param ofFile problems of the file's form, which include its mistyped names
 * @param ofFleets problems of the fleets' parameters
 */
export function reportNearMisses(
  variables: readonly NearMiss[],
  ofFile: readonly Problem[],
  ofFleets: readonly Problem[],
): NearMissReport {
  const inFile = ofFile.flatMap(({ suggestion, fleet }) =>
    suggestion === undefined ? [] : [{ meant: suggestion, fleet }],
  );
  const causes = variables.filter((miss) => ofFleets.some((problem) => isCausedBy(miss, problem)));
  return {
    problems: [
      ...causes.map(unknownVariable),
      ...ofFleets.filter((problem) => ![...inFile, ...causes].some((miss) => isCausedBy(miss, problem))),
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

/** Whether a parameter is missing because its name was mistyped. A near miss without a fleet counts for all fleets. */
function isCausedBy(
  miss: { readonly meant: string; readonly fleet?: string | undefined },
  problem: Problem,
): boolean {
  const isNotSet = problem.place === undefined || problem.place === 'default';
  const isSameFleet = miss.fleet === undefined || miss.fleet === problem.fleet;
  return isNotSet && isSameFleet && [problem.key, ALTERNATIVES[problem.key]].includes(miss.meant);
}

const unknownVariable = ({ name, meant }: NearMiss): Problem => ({
  key: name,
  fleet: undefined,
  place: 'environment',
  // The value is not shown: if the token's parameter was meant, it may be the token.
  given: undefined,
  expected: NOT_A_PARAMETER,
  suggestion: meant,
});
