import type { Caution } from './caution.ts';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { parameters } from '../parameters/index.ts';

/**
 * Fleets whose scalers count the same jobs. A token identifies an agent type, so fleets that share it both raise their
 * capacity for each of its jobs, and twice the agents start.
 */
export function sharedTokens(fleets: readonly FleetConfig[]): readonly Caution[] {
  const readers = new Map<string, readonly FleetConfig[]>();
  for (const fleet of fleets.filter(({ scaler }) => scaler !== undefined)) {
    const key = JSON.stringify([fleet.endpoint, fleet.token.parameterName]);
    readers.set(key, [...(readers.get(key) ?? []), fleet]);
  }
  return [...readers.values()].flatMap((sharing) => {
    const [first] = sharing;
    if (first === undefined || sharing.length === 1) return [];
    const names = sharing.map(({ stackName }) => stackName).join(', ');
    return {
      key: parameters.token.parameterName.key,
      fleet: names,
      effect: `is ${first.token.parameterName} for all of them, so each fleet launches agents for the jobs of all`,
      remedy: 'Give each fleet an agent type and a token of its own',
    };
  });
}
