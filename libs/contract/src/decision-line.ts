import * as z from 'zod/mini';

/** The fields of a log line about a decision of the scaler. */
export interface DecisionLine {
  readonly decision: 'raise' | 'hold';
  /** How many jobs are queued, and how many run. */
  readonly queued: number;
  readonly running: number;
  /** Of the queued jobs, those that the organization's quota holds. @default 0 */
  readonly held?: number | undefined;
  /** How many agents are idle, and how many are busy. */
  readonly idle: number;
  readonly occupied: number;
  /** The group's limits, and its desired capacity before and after. */
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly target: number;
  readonly reason: string;
}

/** A decision as programs read it from the log: with the time, but without the group's minimum, which only people need. */
export interface LoggedDecision extends Omit<DecisionLine, 'min'> {
  /** ISO 8601. */
  readonly timestamp: string;
}

const count = z.int().check(z.nonnegative());

const schema = z.object({
  timestamp: z.iso.datetime(),
  decision: z.enum(['raise', 'hold']),
  queued: count,
  running: count,
  held: z.optional(count),
  idle: count,
  occupied: count,
  max: count,
  desired: count,
  target: count,
  reason: z.string(),
});

/** Reads the decision from a line of the scaler's log that is already parsed as JSON. Undefined if the line has no valid decision. */
export function readDecisionLine(line: unknown): LoggedDecision | undefined {
  return schema.safeParse(line).data;
}
