import type { Invocation, ProcessFault } from './lambda-process.ts';
import { describesAMinute, type Result } from './result.ts';
import type { FakeServices } from './fake-services.ts';

/** One invocation: in which process, and how late EventBridge starts it. */
export interface Start {
  readonly atMs: number;
  /** Invocations of the same number share an execution environment. @default 0 */
  readonly environment?: number;
  readonly processFault?: ProcessFault;
}

/** What happens to a scaler, and the expectations. */
export interface Scenario {
  readonly name: string;
  /** The group's size at first. */
  readonly instances: number;
  readonly starts: readonly Start[];
  /** What Lambda gives an invocation. */
  readonly remainingMs: number;
  /** After this time everything is stopped. */
  readonly lengthMs: number;
  /** Needs the machine for itself: its figures are milliseconds. */
  readonly alone?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  /** Freezes the first environment. */
  readonly frozen?: { readonly fromMs: number; readonly toMs: number };
  readonly prepare: (services: FakeServices) => void;
  readonly expectations: readonly Expectation[];
}

/** What is wrong with a result, or undefined. */
export type Expectation = (result: Result) => string | undefined;

const MINUTE_MS = 60_000;

/** The invocation that a start stands for: its tick is due at the whole minute before it. */
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
    above('longest gap', longestGapMs, limitMs);

export const meanWait =
  (limitMs: number): Expectation =>
  (result) =>
    above('mean wait', result.meanWaitMs, limitMs);

export const decidesWithin =
  (limitMs: number): Expectation =>
  ({ decideMs }) =>
    above('decides in', decideMs, limitMs);

export const describesPerMinute =
  (limit: number): Expectation =>
  (result) =>
    above('describes a minute', describesAMinute(result), limit);

/** The desired capacity went through these and no others. */
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

/** Raised to `desired` no later, and no earlier, than so many milliseconds after the first request. */
export const raisedBetween =
  (desired: number, fromMs: number, toMs: number): Expectation =>
  ({ raises, startMs = 0 }) => {
    const at = (raises.find(({ to }) => to === desired)?.at ?? Number.NaN) - startMs;
    return at >= fromMs && at <= toMs
      ? undefined
      : `raised to ${desired} at ${Math.round(at)}, not from ${fromMs} to ${toMs}`;
  };

export const alive: Expectation = ({ died, errors }) =>
  died ? `the process died: ${errors.at(-1) ?? 'without a word'}` : undefined;
