import type { ScalingProcess } from './processes.ts';
import { type ScaleInCandidate, chooseForScaleIn } from './scale-in.ts';

/** The properties of an instance that determine whether its group terminates it. */
export interface GroupMember extends ScaleInCandidate {
  readonly phase: 'launching' | 'in-service' | 'terminating';
  readonly healthy: boolean;
  /** Older than the group's maximum lifetime. */
  readonly expired: boolean;
  /** EC2 recommends to rebalance it, and the group does so. */
  readonly atRisk: boolean;
  /** The instance that this one was launched to replace; undefined if it was launched for capacity, or if that instance is gone. */
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
 * Decides how the group reaches its desired capacity: it replaces unhealthy instances, then those that are at risk or too old, then grows
 * or shrinks. Launching instances count as capacity; terminating ones, and replacements of instances that are still there, do not.
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
  const rebalanced = canTerminate ? healthy.filter((member) => isReplaced(member, healthy)) : [];
  const remaining = healthy.filter((member) => !rebalanced.includes(member));
  const expired = canTerminate && canLaunch ? oneExpired(remaining) : [];
  const capacity = remaining.filter(
    (member) => !expired.includes(member) && !remaining.some(({ id }) => id === member.replaces),
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

/** Whether the group can terminate an instance that is at risk. A protected one stays until it leaves by itself. */
function isReplaced(
  { id, atRisk, protectedFromScaleIn }: GroupMember,
  members: readonly GroupMember[],
): boolean {
  return (
    atRisk &&
    !protectedFromScaleIn &&
    members.some(({ replaces, phase }) => replaces === id && phase === 'in-service')
  );
}

/** The oldest instance that is too old. The group replaces one at a time, so it waits while others launch. */
function oneExpired(members: readonly GroupMember[]): readonly GroupMember[] {
  if (members.some(({ phase }) => phase === 'launching')) return [];
  return members
    .filter(({ expired, protectedFromScaleIn }) => expired && !protectedFromScaleIn)
    .toSorted((a, b) => a.launchedAt - b.launchedAt)
    .slice(0, 1);
}

function withoutReplacement(members: readonly GroupMember[]): readonly string[] {
  return members
    .filter(({ id, atRisk }) => atRisk && !members.some(({ replaces }) => replaces === id))
    .map(({ id }) => id);
}
