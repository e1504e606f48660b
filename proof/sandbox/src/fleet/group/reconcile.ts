import type { ScalingProcess } from './processes.ts';
import { type ScaleInCandidate, chooseForScaleIn } from './scale-in.ts';

/** The properties of an instance that determine whether its group terminates it. */
export interface GroupMember extends ScaleInCandidate {
  readonly phase: 'launching' | 'in-service' | 'terminating';
  readonly healthy: boolean;
  /** Older than the group's maximum lifetime. */
  readonly expired: boolean;
  /** `at risk` if EC2 recommends to rebalance it and its group has capacity rebalancing; then `replaced` once a replacement has been in service. */
  readonly rebalance: 'no' | 'at risk' | 'replaced';
  /** The instance that this one was launched to replace, even if that instance is gone; undefined if this one was launched for capacity. */
  readonly replaces: string | undefined;
}

export interface GroupPlan {
  /** How many instances to launch. */
  readonly launch: number;
  /** The instances for which to launch replacements, beyond the desired capacity. */
  readonly replace: readonly string[];
  readonly terminate: readonly { readonly id: string; readonly cause: TerminationCause }[];
}

export type TerminationCause = 'unhealthy' | 'scale-in' | 'rebalance' | 'lifetime';

/**
 * Decides how the group reaches its desired capacity: it replaces unhealthy instances, then instances that are at risk or too old, then grows
 * or shrinks. Launching instances count as capacity, except replacements of instances that are still there. Terminating instances do not count.
 * Launch, Terminate and ReplaceUnhealthy have no effect while they are suspended.
 */
export function reconcile(
  desired: number,
  members: readonly GroupMember[],
  suspended: ReadonlySet<ScalingProcess>,
): GroupPlan {
  const live = members.filter(({ phase }) => phase !== 'terminating');
  const canTerminate = !suspended.has('Terminate');
  const canLaunch = !suspended.has('Launch');
  const replacesUnhealthy = canTerminate && !suspended.has('ReplaceUnhealthy');
  const unhealthy = replacesUnhealthy ? live.filter(({ healthy }) => !healthy) : [];
  const healthy = live.filter((member) => !unhealthy.includes(member));
  // A protected instance stays until it leaves by itself.
  const rebalanced = canTerminate
    ? healthy.filter(
        ({ rebalance, protectedFromScaleIn }) => rebalance === 'replaced' && !protectedFromScaleIn,
      )
    : [];
  const remaining = healthy.filter((member) => !rebalanced.includes(member));
  const expired = canTerminate && canLaunch ? oneExpired(remaining) : [];
  const capacity = remaining.filter(
    (member) => !expired.includes(member) && !isLaunchingReplacement(member, remaining),
  );
  const surplus = canTerminate ? chooseForScaleIn(capacity, capacity.length - desired) : [];
  const ids = (chosen: readonly GroupMember[], cause: TerminationCause) =>
    chosen.map(({ id }) => ({ id, cause }));
  return {
    launch: canLaunch ? Math.max(0, desired - capacity.length) : 0,
    replace: canLaunch ? withoutReplacement(remaining) : [],
    terminate: [
      ...ids(unhealthy, 'unhealthy'),
      ...ids(rebalanced, 'rebalance'),
      ...ids(expired, 'lifetime'),
      ...surplus.map(({ id }) => ({ id, cause: 'scale-in' as const })),
    ],
  };
}

function isLaunchingReplacement({ phase, replaces }: GroupMember, members: readonly GroupMember[]): boolean {
  return phase === 'launching' && members.some(({ id }) => id === replaces);
}

/** The oldest of the instances that are too old; none while an instance launches, because the group replaces one at a time. */
function oneExpired(members: readonly GroupMember[]): readonly GroupMember[] {
  if (members.some(({ phase }) => phase === 'launching')) return [];
  return members
    .filter(({ expired, protectedFromScaleIn }) => expired && !protectedFromScaleIn)
    .toSorted((a, b) => a.launchedAt - b.launchedAt)
    .slice(0, 1);
}

function withoutReplacement(members: readonly GroupMember[]): readonly string[] {
  return members
    .filter(
      ({ id, rebalance }) => rebalance === 'at risk' && !members.some(({ replaces }) => replaces === id),
    )
    .map(({ id }) => id);
}
