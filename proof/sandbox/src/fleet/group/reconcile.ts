import type { ScalingProcess } from './processes.ts';
import { type ScaleInCandidate, chooseForScaleIn } from './scale-in.ts';

/** The properties of an instance that determine whether its group terminates it. */
export interface GroupMember extends ScaleInCandidate {
  readonly phase: 'launching' | 'in-service' | 'terminating';
  readonly healthy: boolean;
}

export interface GroupPlan {
  /** How many instances to launch. */
  readonly launch: number;
  readonly terminate: readonly { readonly id: string; readonly cause: 'unhealthy' | 'scale-in' }[];
}

/**
 * Decides how the group reaches its desired capacity: it replaces unhealthy instances, then grows or shrinks.
 * Launching instances count as capacity, and terminating ones do not. Launch, Terminate and ReplaceUnhealthy have no
 * effect while they are suspended.
 */
export function reconcile(
  desired: number,
  members: readonly GroupMember[],
  suspended: ReadonlySet<ScalingProcess>,
): GroupPlan {
  const counted = members.filter(({ phase }) => phase !== 'terminating');
  const canTerminate = !suspended.has('Terminate');
  const replacesUnhealthy = canTerminate && !suspended.has('ReplaceUnhealthy');
  const unhealthy = replacesUnhealthy ? counted.filter(({ healthy }) => !healthy) : [];
  const remaining = counted.filter((member) => !unhealthy.includes(member));
  const surplus = canTerminate ? chooseForScaleIn(remaining, remaining.length - desired) : [];
  return {
    launch: suspended.has('Launch') ? 0 : Math.max(0, desired - remaining.length),
    terminate: [
      ...unhealthy.map(({ id }) => ({ id, cause: 'unhealthy' as const })),
      ...surplus.map(({ id }) => ({ id, cause: 'scale-in' as const })),
    ],
  };
}
