import { groupNamePrefix, ownParameterNames } from '@agent-aws-stack/contract';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';

const STACK_NAME = 'SEMAPHORE_AGENT_STACK_NAME';

/** Returns where a parameter of a fleet is set; undefined if that is not known. */
type PlaceOf = (fleet: FleetConfig, key: string) => string | undefined;

/** Names that clash with those of another fleet, or of the same fleet. */
export function clashingNames(fleets: readonly FleetConfig[], placeOf: PlaceOf): readonly Problem[] {
  return [repeatedStackNames, groupsWithinReach, overwrittenTokens].flatMap((find) => find(fleets, placeOf));
}

function repeatedStackNames(fleets: readonly FleetConfig[], placeOf: PlaceOf): readonly Problem[] {
  const names = fleets.map(({ stackName }) => stackName);
  const repeated = fleets.filter(({ stackName }, index) => names.indexOf(stackName) !== index);
  const firstRepetitions = new Map(repeated.toReversed().map((fleet) => [fleet.stackName, fleet]));
  return [...firstRepetitions.values()].map((fleet) =>
    problem(
      { key: STACK_NAME, fleet, given: fleet.stackName },
      'a different name for each fleet: every fleet is a stack of its own',
      placeOf,
    ),
  );
}

/**
 * Stack names that would give the roles of one fleet access to the group of another: IAM policies name a fleet's group by a
 * prefix, because CloudFormation appends a random suffix to its name.
 */
function groupsWithinReach(fleets: readonly FleetConfig[], placeOf: PlaceOf): readonly Problem[] {
  return fleets.flatMap((fleet) =>
    fleets
      .filter((other) => fleet.stackName.startsWith(groupNamePrefix(other.stackName)))
      .map((other) =>
        problem(
          { key: STACK_NAME, fleet, given: fleet.stackName },
          `a name that does not start with ${groupNamePrefix(other.stackName)}: the roles of fleet ${other.stackName} have access to every group with this prefix`,
          placeOf,
        ),
      ),
  );
}

/** Token parameters that a stack would overwrite, because it creates a parameter of the same name. */
function overwrittenTokens(fleets: readonly FleetConfig[], placeOf: PlaceOf): readonly Problem[] {
  const owners = new Map<string, string>(
    fleets.flatMap(({ stackName }) => ownParameterNames(stackName).map((name) => [name, stackName] as const)),
  );
  return fleets.flatMap((fleet) => {
    const given = fleet.token.parameterName;
    const owner = owners.get(given.replace(/^\/(?=[^/]+$)/, ''));
    return owner === undefined
      ? []
      : problem(
          { key: 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME', fleet, given },
          `another parameter: the stack of fleet ${owner} creates a parameter with this name`,
          placeOf,
        );
  });
}

interface Named {
  readonly key: string;
  readonly fleet: FleetConfig;
  readonly given: string;
}

const problem = ({ key, fleet, given }: Named, expected: string, placeOf: PlaceOf): Problem => ({
  key,
  fleet: fleet.stackName,
  place: placeOf(fleet, key),
  given: show(given),
  expected,
  suggestion: undefined,
});
