import { groupNamePrefix, ownParameterNames } from '@agent-aws-stack/contract';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';

/** What fleets would take from each other, or a fleet from itself: each stack's names are its own. */
export function clashingNames(fleets: readonly FleetConfig[]): readonly Problem[] {
  return [...repeatedStackNames(fleets), ...groupsWithinReach(fleets), ...overwrittenTokens(fleets)];
}

function repeatedStackNames(fleets: readonly FleetConfig[]): readonly Problem[] {
  const names = fleets.map(({ stackName }) => stackName);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) =>
    problem(
      'SEMAPHORE_AGENT_STACK_NAME',
      name,
      name,
      'a name of its own for each fleet: each is a stack of its own',
    ),
  );
}

/** Roles name their own group by a pattern, as CloudFormation adds a random end to its name. */
function groupsWithinReach(fleets: readonly FleetConfig[]): readonly Problem[] {
  return fleets.flatMap(({ stackName }) =>
    fleets
      .filter((other) => stackName.startsWith(groupNamePrefix(other.stackName)))
      .map((other) =>
        problem(
          'SEMAPHORE_AGENT_STACK_NAME',
          stackName,
          stackName,
          `a name that does not begin with ${groupNamePrefix(other.stackName)}, by which the roles of fleet ${other.stackName} know their group`,
        ),
      ),
  );
}

/** A stack would write its own document over the token. */
function overwrittenTokens(fleets: readonly FleetConfig[]): readonly Problem[] {
  const made = new Map<string, string>(
    fleets.flatMap(({ stackName }) => ownParameterNames(stackName).map((name) => [name, stackName] as const)),
  );
  return fleets.flatMap(({ stackName, token }) => {
    const maker = made.get(token.parameterName.replace(/^\/(?=[^/]+$)/, ''));
    return maker === undefined
      ? []
      : problem(
          'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME',
          stackName,
          token.parameterName,
          `another parameter: the stack of fleet ${maker} makes the one of this name`,
        );
  });
}

const problem = (key: string, fleet: string, given: string, expected: string): Problem => ({
  key,
  fleet,
  place: undefined,
  given: show(given),
  expected,
  suggestion: undefined,
});
