import type { LogGroups } from '@agent-aws-stack/aws-clients/logs';
import {
  INSTANCE_LOG_GROUPS,
  INSTANCE_LOG_PREFIX,
  INSTANCE_LOG_RETENTION_DAYS,
} from '@agent-aws-stack/contract';
import { unlessAbsent } from '../../aws/unless-absent.ts';

/** What the log groups of the instances lack. */
export interface LogGroupsChange {
  readonly missing: readonly string[];
  /** The log groups that keep logs forever. */
  readonly unlimited: readonly string[];
}

const NAMES = [...new Set(Object.values(INSTANCE_LOG_GROUPS).flat())];

/** Compares the log groups of the account with those that the images write to; changes nothing. @throws AwsError */
export async function planLogGroups(logGroups: LogGroups): Promise<LogGroupsChange> {
  const found = await logGroups.find(INSTANCE_LOG_PREFIX);
  const retentions = new Map(found.map(({ name, retentionDays }) => [name, retentionDays]));
  const existing = NAMES.filter((name) => retentions.has(name));
  return {
    missing: NAMES.filter((name) => !retentions.has(name)),
    unlimited: existing.filter((name) => retentions.get(name) === undefined),
  };
}

/** Creates the missing log groups, and limits how long these and the unlimited ones keep logs. @throws AwsError */
export async function applyLogGroups(
  logGroups: LogGroups,
  { missing, unlimited }: LogGroupsChange,
): Promise<void> {
  for (const name of missing) {
    // An instance may have created the group in the meantime.
    await unlessAbsent(logGroups.create(name), /^ResourceAlreadyExists/);
  }
  for (const name of [...missing, ...unlimited]) {
    await logGroups.setRetention(name, INSTANCE_LOG_RETENTION_DAYS);
  }
}

/** The change in one sentence without a full stop; undefined if there is nothing to do. */
export function describeLogGroups({ missing, unlimited }: LogGroupsChange): string | undefined {
  const retention = `a retention of ${INSTANCE_LOG_RETENTION_DAYS} days`;
  const created = `creates ${groups(missing)} for instances, with ${retention}`;
  const limited = `gives ${retention} to ${groups(unlimited)} without one`;
  const parts = [...(missing.length === 0 ? [] : [created]), ...(unlimited.length === 0 ? [] : [limited])];
  const sentence = parts.join(', and ');
  return sentence === '' ? undefined : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

const groups = ({ length }: readonly string[]): string => `${length} log group${length === 1 ? '' : 's'}`;
