import type { FleetConfig } from '../fleet/fleet-config.ts';

export interface FleetChoice {
  readonly chosen: readonly FleetConfig[];
  /** Names that no fleet has. */
  readonly unknown: readonly string[];
}

/** The fleets with these stack names, in the order of the configuration. @param names - undefined: all fleets */
export function chooseFleets(
  fleets: readonly FleetConfig[],
  names: readonly string[] | undefined,
): FleetChoice {
  if (names === undefined) return { chosen: fleets, unknown: [] };
  const known = new Set(fleets.map(({ stackName }) => stackName));
  return {
    chosen: fleets.filter(({ stackName }) => names.includes(stackName)),
    unknown: names.filter((name) => !known.has(name)),
  };
}
