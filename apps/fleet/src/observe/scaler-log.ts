import {
  readDecisionLine,
  readJobWaitsLine,
  type LeftJob,
  type LoggedDecision,
} from '@agent-aws-stack/contract';
import * as z from 'zod';

const eventSchema = z.object({
  level: z.string(),
  message: z.string(),
  timestamp: z.iso.datetime(),
  error: z.object({ name: z.string(), message: z.string() }).optional(),
});

/** What the scaler decided in one poll. */
export interface Decision extends Omit<LoggedDecision, 'timestamp'> {
  readonly kind: 'decision';
  readonly at: Date;
}

/** Any other message in the scaler's log. */
export interface ScalerEvent {
  readonly kind: 'event';
  readonly at: Date;
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
}

export type ScalerEntry = Decision | ScalerEvent;

/** How Lambda itself reports a broken invocation. */
const LAMBDA_FAULT = /\bERROR\b|Task timed out|Runtime exited|Runtime\.\w+/;

/**
 * Parses a line of the scaler's log; undefined for other lines, such as Lambda's START and END, and for those about jobs.
 * @param loggedAt the line's time in CloudWatch, for lines without a time of their own
 */
export function parseScalerLine(line: string, loggedAt: Date): ScalerEntry | undefined {
  const json = parseObject(line);
  if (json === undefined) {
    return LAMBDA_FAULT.test(line)
      ? { kind: 'event', at: loggedAt, level: 'error', text: line.trim().replaceAll(/\s+/g, ' ') }
      : undefined;
  }
  const decision = readDecisionLine(json);
  if (decision !== undefined) {
    const { timestamp, ...fields } = decision;
    return { kind: 'decision', at: new Date(timestamp), ...fields };
  }
  if (readJobWaitsLine(json) !== undefined) return undefined;
  const event = eventSchema.safeParse(json);
  if (!event.success) return undefined;
  const { message, timestamp, error, level } = event.data;
  const text = error === undefined ? message : `${message}: ${error.name}: ${error.message}`;
  return { kind: 'event', at: new Date(timestamp), level: levelOf(level), text };
}

function levelOf(level: string): ScalerEvent['level'] {
  if (level === 'WARN') return 'warn';
  return level === 'ERROR' || level === 'CRITICAL' ? 'error' : 'info';
}

/** The jobs that a line of the scaler's log is about. Empty for other lines. */
export const leftJobsIn = (line: string): readonly LeftJob[] => readJobWaitsLine(parseObject(line)) ?? [];

function parseObject(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Creates a filter that drops a decision equal to the previous one: each invocation of the scaler logs its first decision, even if it is the
 * same as the last one of the invocation before.
 */
export function withoutRepetitions(): (entry: ScalerEntry) => boolean {
  let last = '';
  return (entry) => {
    if (entry.kind === 'event') return true;
    const content = JSON.stringify({ ...entry, at: undefined });
    const isNew = content !== last;
    last = content;
    return isNew;
  };
}
