import type { Invocation, ProcessFault } from './lambda-process.ts';
import { describesAMinute, type Result } from './result.ts';
import type { FakeServices } from './fake-services.ts';

/** The start of an invocation. */
export interface Start {
  /** When EventBridge starts it, in milliseconds after the start of the scenario. */
  readonly atMs: number;
  /** Invocations with the same number share an execution environment. @default 0 */
  readonly environment?: number;
  readonly processFault?: ProcessFault;
}

/** A series of events that a scaler must handle, and the expected results. */
export interface Scenario {
  readonly name: string;
  /** The number of instances in the group at the start. */
  readonly instances: number;
  readonly starts: readonly Start[];
  /** The remaining time that Lambda gives each invocation at its start. */
  readonly remainingMs: number;
  /** After this time, all processes are stopped. */
  readonly lengthMs: number;
  /** If true, no other scenario may run at the same time, because single milliseconds are measured. */
  readonly alone?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  /** Freezes the first execution environment during this time. */
  readonly frozen?: { readonly fromMs: number; readonly toMs: number };
  readonly prepare: (services: FakeServices) => void;
  readonly expectations: readonly Expectation[];
}

/** Checks a result. Returns a description of the problem, or undefined if there is none. */
export type Expectation = (result: Omit<Result, 'problems'>) => string | undefined;

const MINUTE_MS = 60_000;

/**
 * Creates the invocation for a start. Its event contains the time for which EventBridge scheduled the invocation: `firstAt`
 * plus the whole minutes of `atMs`.
 */
export function invocationOf({ atMs, processFault }: Start, remainingMs: number, firstAt: Date): Invocation {
  const due = firstAt.getTime() + Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  return {
    event: { time: new Date(due).toISOString() },
    requestId: crypto.randomUUID(),
    remainingMs,
    processFault,
  };
}

const above = (what: string, value: number | undefined, limit: number) =>
  value === undefined || value > limit
    ? `${what} ${Math.round(value ?? Number.NaN)}, at most ${limit}`
    : undefined;

export const longestGap =
  (limitMs: number): Expectation =>
  ({ longestGapMs }) =>
    above('longest gap (ms)', longestGapMs, limitMs);

export const meanWait =
  (limitMs: number): Expectation =>
  (result) =>
    above('mean wait (ms)', result.meanWaitMs, limitMs);

export const decidesWithin =
  (limitMs: number): Expectation =>
  ({ decideMs }) =>
    above('time to decide (ms)', decideMs, limitMs);

export const describesPerMinute =
  (limit: number): Expectation =>
  (result) =>
    above('DescribeAutoScalingGroups calls a minute', describesAMinute(result), limit);

/** Expects raises to exactly these desired capacities, in this order. */
export const raisesTo =
  (...expected: readonly number[]): Expectation =>
  ({ raises }) => {
    const seen = raises.map(({ to }) => to);
    return seen.join() === expected.join() ? undefined : `raised to ${seen.join()}, not ${expected.join()}`;
  };

export const neverLowers: Expectation = ({ raises }) => {
  const lowered = raises.filter(({ from, to }) => to < from);
  return lowered.length === 0
    ? undefined
    : `lowered ${lowered.map(({ from, to }) => `${from}→${to}`).join()}`;
};

/** Expects a raise to `desired` between these times, in milliseconds after the first request. */
export const raisedBetween =
  (desired: number, fromMs: number, toMs: number): Expectation =>
  ({ raises, startMs = 0 }) => {
    const at = (raises.find(({ to }) => to === desired)?.at ?? Number.NaN) - startMs;
    return at >= fromMs && at <= toMs
      ? undefined
      : `raised to ${desired} at ${Math.round(at)}, not from ${fromMs} to ${toMs} ms`;
  };

export const alive: Expectation = ({ died, errors }) =>
  died ? `the process crashed: ${errors.at(-1) ?? 'without a message'}` : undefined;
