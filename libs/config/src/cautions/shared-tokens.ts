import type { Caution } from './caution.ts';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { parameters } from '../parameters/index.ts';

/**
 * Fleets that share a token, and therefore an agent type. Each of their scalers counts all jobs of that type, so every
 * job starts an agent in each of the fleets.
 */
export function sharedTokens(fleets: readonly FleetConfig[]): readonly Caution[] {
  const fleetsByToken = new Map<string, readonly FleetConfig[]>();
  for (const fleet of fleets.filter(({ scaler }) => scaler !== undefined)) {
    const key = JSON.stringify([fleet.endpoint, fleet.token.parameterName]);
    fleetsByToken.set(key, [...(fleetsByToken.get(key) ?? []), fleet]);
  }
  return [...fleetsByToken.values()].flatMap((sharing) => {
    const [first] = sharing;
    if (first === undefined || sharing.length === 1) return [];
    const names = sharing.map(({ stackName }) => stackName).join(', ');
    return {
      key: parameters.token.parameterName.key,
      fleet: names,
      effect: `is ${first.token.parameterName} for all of them, so each fleet launches an agent for every job of this agent type`,
      remedy: 'Give each fleet an agent type and a token of its own',
    };
  });
}
