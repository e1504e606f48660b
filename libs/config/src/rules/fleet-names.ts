import { groupNamePrefix, ownParameterNames } from '@agent-aws-stack/contract';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';

/** Names that fleets would take from each other, or a fleet from itself. */
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
      'a different name for each fleet: every fleet is a stack of its own',
    ),
  );
}

/** Roles name their group by a pattern, because CloudFormation adds a random end to its name. */
function groupsWithinReach(fleets: readonly FleetConfig[]): readonly Problem[] {
  return fleets.flatMap(({ stackName }) =>
    fleets
      .filter((other) => stackName.startsWith(groupNamePrefix(other.stackName)))
      .map((other) =>
        problem(
          'SEMAPHORE_AGENT_STACK_NAME',
          stackName,
          stackName,
          `a name that does not start with ${groupNamePrefix(other.stackName)}: by that prefix the roles of fleet ${other.stackName} recognise their group`,
        ),
      ),
  );
}

/** The stack would overwrite the token with a parameter of its own. */
function overwrittenTokens(fleets: readonly FleetConfig[]): readonly Problem[] {
  const owners = new Map<string, string>(
    fleets.flatMap(({ stackName }) => ownParameterNames(stackName).map((name) => [name, stackName] as const)),
  );
  return fleets.flatMap(({ stackName, token }) => {
    const owner = owners.get(token.parameterName.replace(/^\/(?=[^/]+$)/, ''));
    return owner === undefined
      ? []
      : problem(
          'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME',
          stackName,
          token.parameterName,
          `another parameter: the stack of fleet ${owner} creates the one with this name`,
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
