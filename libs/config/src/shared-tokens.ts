import type { FleetConfig } from './fleet-config.ts';

/**
 * Fleets with a scaler each that wait for the same jobs. A token stands for its agent type: each of them grows for all of
 * its jobs, so that twice the agents come.
 */
export function sharedTokens(fleets: readonly FleetConfig[]): readonly string[] {
  const readers = new Map<string, readonly FleetConfig[]>();
  for (const fleet of fleets.filter(({ scaler }) => scaler !== undefined)) {
    const key = JSON.stringify([fleet.endpoint, fleet.token.parameterName]);
    readers.set(key, [...(readers.get(key) ?? []), fleet]);
  }
  return [...readers.values()].flatMap((sharing) => {
    const [first] = sharing;
    if (first === undefined || sharing.length === 1) return [];
    const names = sharing.map(({ stackName }) => stackName).join(', ');
    return `SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: ${names} read the same token, ${first.token.parameterName}, so each grows for the others' jobs too; give each an agent type of its own`;
  });
}
