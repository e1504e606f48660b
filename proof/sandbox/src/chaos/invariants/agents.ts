import type { ChaosFleet } from '../chaos-fleet.ts';
import type { Invariant } from './invariant.ts';

const LIMIT_MS = 18 * 60_000;

/** Every instance has an agent that Semaphore knows, except for at most 18 minutes at a time. */
export function everyInstanceHasAgent(fleet: ChaosFleet): Invariant {
  const lastSeen = new Map<string, number>();
  return ({ at }) => {
    const registered = new Set(fleet.virtual.hub.agentRecords().map(({ name }) => name));
    return fleet.instances.flatMap(({ id, agentName, launchedAt, lifecycleState, agentState }) => {
      if (agentName !== undefined && registered.has(agentName)) lastSeen.set(id, at);
      const isTooLong = at - (lastSeen.get(id) ?? launchedAt) > LIMIT_MS;
      return isTooLong
        ? [`instance ${id} (${lifecycleState}, ${agentState}) has had no agent for 18 minutes`]
        : [];
    });
  };
}
