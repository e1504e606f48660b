import type { Caution } from '../cautions/caution.ts';
import type { Problem } from './problem.ts';
import { isOwnVariable, NOT_A_PARAMETER } from '../sources/environment.ts';
import type { NearMiss } from '../sources/environment.ts';

/** Maps a parameter to the one that can be set instead of it. */
const ALTERNATIVES: Readonly<Record<string, string>> = { SEMAPHORE_ENDPOINT: 'SEMAPHORE_ORGANIZATION' };

export interface NearMissReport {
  readonly problems: readonly Problem[];
  /** One for each mistyped variable that is not reported as a problem. */
  readonly cautions: readonly Caution[];
}

/**
 * Reports each mistyped name once. If the intended parameter is missing, the mistyped name is reported instead of the
 * missing parameter. A mistyped SEMAPHORE_AGENT_ variable is always a problem. Another variable may belong to somebody else, so
 * it is only a caution unless the parameter that it resembles is missing.
 * @param fileProblems - problems in the structure of the file, which include its mistyped names
 * @param fleetProblems - problems of the fleets' parameters
 */
export function reportNearMisses(
  variables: readonly NearMiss[],
  fileProblems: readonly Problem[],
  fleetProblems: readonly Problem[],
): NearMissReport {
  const inFile = fileProblems.flatMap(({ suggestion, fleet }) =>
    suggestion === undefined ? [] : [{ meant: suggestion, fleet }],
  );
  const causes = variables.filter(
    (miss) => isOwnVariable(miss.name) || fleetProblems.some((problem) => isCausedBy(miss, problem)),
  );
  return {
    problems: [
      ...causes.map(unknownVariable),
      ...fleetProblems.filter((problem) => ![...inFile, ...causes].some((miss) => isCausedBy(miss, problem))),
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

/** Whether a parameter is missing because its name was mistyped. A near miss without a fleet applies to all fleets. */
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
  // The value is not shown, because it can be the token if the user meant the token's parameter.
  given: undefined,
  expected: NOT_A_PARAMETER,
  suggestion: meant,
});
