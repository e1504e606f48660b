import { groupNamePrefix, ownParameterNames } from '@agent-aws-stack/contract';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';

/** Names that clash with those of another fleet, or of the same fleet. */
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

/**
 * Stack names that would give the roles of one fleet access to the group of another: IAM policies name a fleet's group by a
 * prefix, because CloudFormation appends a random suffix to its name.
 */
function groupsWithinReach(fleets: readonly FleetConfig[]): readonly Problem[] {
  return fleets.flatMap(({ stackName }) =>
    fleets
      .filter((other) => stackName.startsWith(groupNamePrefix(other.stackName)))
      .map((other) =>
        problem(
          'SEMAPHORE_AGENT_STACK_NAME',
          stackName,
          stackName,
          `a name that does not start with ${groupNamePrefix(other.stackName)}: the roles of fleet ${other.stackName} have access to every group with this prefix`,
        ),
      ),
  );
}

/** Token parameters that a stack would overwrite, because it creates a parameter of the same name. */
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
          `another parameter: the stack of fleet ${owner} creates a parameter with this name`,
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
