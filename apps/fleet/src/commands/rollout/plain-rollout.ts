import { rollingShare } from '@agent-aws-stack/contract';
import type { WrittenRollout } from '../../observe/rollout.ts';

/** A rollout for JSON. */
export function plainRollout(rollout: WrittenRollout, now: Date) {
  const { revision, startedAt, pausedAt } = rollout;
  return {
    revision,
    sharePercent: shareOf(rollout, now),
    startedAt: new Date(startedAt),
    endsAt: endOf(rollout) ?? null,
    pausedAt: pausedAt === undefined ? null : new Date(pausedAt),
  };
}

/** The percentage of the old instances that must have been asked to leave by now. */
export const shareOf = (rollout: WrittenRollout, now: Date): number =>
  rollingShare(rollout, { writtenAt: rollout.startedAt, now: now.getTime() });

/** When the share is 100 percent; undefined during a pause. */
export function endOf({ startedAt, pausedAt, spreadMinutes }: WrittenRollout): Date | undefined {
  return pausedAt === undefined ? new Date(startedAt + spreadMinutes * 60_000) : undefined;
}
