/**
 * The value of the scaler's lease parameter. The stack creates the parameter with this value. Each invocation writes the same value
 * again, unless jobs are held or spot capacity is missing. So the parameter gets a new version, but drift detection finds no change.
 */
export const LEASE_VALUE = 'its version is the lease';

/** The value of the parameter with the times at which jobs were first seen, while none is queued. */
export const NO_JOBS_VALUE = 'no jobs';

/** What an invocation tells the next one about the organization's quota. */
export interface QuotaNote {
  /** How many jobs of the fleet the quota lets run at once. */
  readonly ceiling: number;
  /** When an idle agent was last seen, in milliseconds since the epoch; to the second. */
  readonly idleAgentAt: number;
}

/** What an invocation tells the next one about missing spot capacity. */
export interface ShortageNote {
  /** Since when spot capacity is missing without a break, in milliseconds since the epoch. */
  readonly since: number;
  /** The least that was missing since then, in instances, or in units if the group uses weights. */
  readonly missing: number;
  /** When spot capacity was last seen to be missing, in milliseconds since the epoch. */
  readonly seenAt: number;
}

/** What an invocation tells the next one. */
export interface LeaseNotes {
  /** Undefined while no job is known to be held. */
  readonly quota?: QuotaNote | undefined;
  /** Undefined while no spot capacity is known to be missing. */
  readonly shortage?: ShortageNote | undefined;
}

const QUOTA =
  /; the quota allows (?<ceiling>\d{1,9}) jobs, an idle agent was seen at (?<at>[^\s;]{1,30})(?:;|$)/;
const SHORTAGE =
  /; spot capacity of (?<missing>\d{1,9}) is missing since (?<since>[^\s;]{1,30}), last seen at (?<seen>[^\s;]{1,30})$/;

/** The lease's value. */
export function leaseValue({ quota, shortage }: LeaseNotes): string {
  const notes = [
    LEASE_VALUE,
    quota &&
      `the quota allows ${quota.ceiling} jobs, an idle agent was seen at ${toTheSecond(quota.idleAgentAt)}`,
    shortage &&
      `spot capacity of ${shortage.missing} is missing since ${toTheMillisecond(shortage.since)}, last seen at ${toTheMillisecond(shortage.seenAt)}`,
  ];
  return notes.filter((note) => note !== undefined).join('; ');
}

/** The notes in a lease's value. */
export function leaseNotesIn(value: string): LeaseNotes {
  return { quota: quotaNoteIn(value), shortage: shortageNoteIn(value) };
}

function quotaNoteIn(value: string): QuotaNote | undefined {
  const { ceiling, at = '' } = QUOTA.exec(value)?.groups ?? {};
  const idleAgentAt = Date.parse(at);
  return ceiling === undefined || Number.isNaN(idleAgentAt)
    ? undefined
    : { ceiling: Number(ceiling), idleAgentAt };
}

function shortageNoteIn(value: string): ShortageNote | undefined {
  const { missing, since: from = '', seen = '' } = SHORTAGE.exec(value)?.groups ?? {};
  const since = Date.parse(from);
  const seenAt = Date.parse(seen);
  return missing === undefined || Number.isNaN(since) || Number.isNaN(seenAt)
    ? undefined
    : { since, missing: Number(missing), seenAt };
}

const toTheMillisecond = (at: number): string => new Date(at).toISOString();
const toTheSecond = (at: number): string => toTheMillisecond(at).replace(/\.\d+/, '');
