import type { ChaosFleet } from '../chaos-fleet.ts';
import { LAUNCH_TIMEOUT_SECONDS } from '../deployments.ts';
import type { Invariant } from './invariant.ts';

/** No instance waits for a lifecycle hook for longer than the hook's timeout, give or take the time between two samples. */
export function noEndlessWait(fleet: ChaosFleet): Invariant {
  const waitsSince = new Map<string, number>();
  return ({ at }) =>
    fleet.instances.flatMap(({ id, lifecycleState }) => {
      if (!lifecycleState.endsWith(':Wait')) waitsSince.delete(id);
      else if (!waitsSince.has(id)) waitsSince.set(id, at);
      const waitsForMs = at - (waitsSince.get(id) ?? at);
      return waitsForMs > LAUNCH_TIMEOUT_SECONDS * 1_000
        ? [`instance ${id} has been in ${lifecycleState} for longer than the hook's timeout`]
        : [];
    });
}
