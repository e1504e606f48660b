import type { WrittenRollout } from '../../observe/rollout.ts';
import { clock } from '../../render/render-entry.ts';
import { endOf, shareOf } from './plain-rollout.ts';

/** `revision ami-1-0af1: 55 % since 2026-11-24 11:55:00 UTC, 100 % at 2026-11-24 12:05:00 UTC` */
export function describeRollout(rollout: WrittenRollout, now: Date): string {
  const { revision, startedAt, pausedAt } = rollout;
  const share = `${shareOf(rollout, now)} %`;
  const end = endOf(rollout);
  if (pausedAt !== undefined)
    return `revision ${revision}: paused at ${share} since ${clock(new Date(pausedAt))} UTC`;
  const later = end !== undefined && end > now ? `, 100 % at ${clock(end)} UTC` : '';
  return `revision ${revision}: ${share}, began ${clock(new Date(startedAt))} UTC${later}`;
}
