/**
 * The value of the scaler's lease parameter. The stack creates it with this value. Each invocation writes the same value again,
 * unless jobs are held: the parameter's version changes, and drift detection finds nothing.
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

const NOTE = /; the quota allows (?<ceiling>\d{1,9}) jobs, an idle agent was seen at (?<at>\S{1,30})$/;

/** The lease's value. @param note undefined while no job is known to be held */
export function leaseValue(note: QuotaNote | undefined): string {
  if (note === undefined) return LEASE_VALUE;
  const at = new Date(note.idleAgentAt).toISOString().replace(/\.\d+/, '');
  return `${LEASE_VALUE}; the quota allows ${note.ceiling} jobs, an idle agent was seen at ${at}`;
}

/** The note in a lease's value. Undefined if it has none. */
export function quotaNoteIn(value: string): QuotaNote | undefined {
  const { ceiling, at = '' } = NOTE.exec(value)?.groups ?? {};
  const idleAgentAt = Date.parse(at);
  return ceiling === undefined || Number.isNaN(idleAgentAt)
    ? undefined
    : { ceiling: Number(ceiling), idleAgentAt };
}
