import { STACK_DIMENSION } from '@agent-aws-stack/contract';
import { gapsOf, maximum, meanWaitMs, median } from './figures.ts';
import type { HostReply } from './lambda-process.ts';
import type { Raise, FakeServices } from './fake-services.ts';

const MINUTE_MS = 60_000;
const CLOSE_MS = 100;

/** The measurements of one handler in one scenario. Times are in milliseconds. */
export interface Result {
  readonly handler: string;
  readonly scenario: string;
  readonly instances: number;
  readonly polls: number;
  readonly longestGapMs: number | undefined;
  readonly meanWaitMs: number;
  /**
   * The number of polls less than 100 ms after another one. With two invocations, one might then undo the raise of the
   * other.
   */
  readonly closePolls: number;
  /** From Semaphore's answer to the arrival of SetDesiredCapacity; the median of all raises. */
  readonly decideMs: number | undefined;
  /** From the start of the fake services, just before the process starts, to the first request of the process. */
  readonly startMs: number | undefined;
  /** From the first poll to the last. */
  readonly polledMs: number;
  /** The time that Lambda would bill for each finished invocation. */
  readonly billedMs: readonly number[];
  readonly cpuMs: number | undefined;
  readonly heapMib: number | undefined;
  readonly rssMib: number | undefined;
  readonly calls: Readonly<Record<string, number>>;
  /** The activity in the second minute; undefined if polling ended before that minute was over. */
  readonly secondMinute: Minute | undefined;
  readonly raises: readonly Raise[];
  /** The size of the log as CloudWatch bills it. */
  readonly logBytes: number;
  /** The published metrics, by PutMetricData or in the log, e.g. `JobCount.queued`. */
  readonly metrics: readonly string[];
  readonly errors: readonly string[];
  readonly died: boolean;
  readonly problems: readonly string[];
}

/** The activity of a handler in one minute. */
export interface Minute {
  readonly polls: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** An invocation that has returned or crashed, or that was stopped at the end of the scenario. */
export interface FinishedInvocation {
  readonly tookMs: number;
  /** Undefined if the process crashed, or the invocation was stopped. */
  readonly reply: HostReply | undefined;
}

export interface Observed {
  readonly handler: string;
  readonly scenario: string;
  readonly instances: number;
  readonly services: FakeServices;
  readonly invocations: readonly FinishedInvocation[];
  readonly died: boolean;
  readonly errors: readonly string[];
  readonly logBytes: number;
  readonly loggedMetrics: readonly string[];
}

/** Computes the figures from the observations. Expectations are not checked yet. */
export function resultOf({ services, invocations, errors, ...observed }: Observed): Omit<Result, 'problems'> {
  const { polls, raises } = services;
  const replies = invocations.flatMap(({ reply }) => reply ?? []);
  const callsWhen = (when: (time: number) => boolean) =>
    Object.fromEntries([...services.calls].map(([action, times]) => [action, times.filter(when).length]));
  const inSecondMinute = (time: number) => time >= MINUTE_MS && time < 2 * MINUTE_MS;
  const putMetrics = services.account.metricData.map((datum) => {
    const dimensions = (datum['Dimensions'] ?? []) as readonly {
      readonly Name: string;
      readonly Value: string;
    }[];
    const values = dimensions.filter(({ Name }) => Name !== STACK_DIMENSION).map(({ Value }) => `.${Value}`);
    return `${String(datum['MetricName'])}${values.join('')}`;
  });
  return {
    handler: observed.handler,
    scenario: observed.scenario,
    instances: observed.instances,
    died: observed.died,
    logBytes: observed.logBytes,
    polls: polls.length,
    longestGapMs: maximum(gapsOf(polls)),
    meanWaitMs: meanWaitMs(polls),
    closePolls: gapsOf(polls).filter((gapMs) => gapMs < CLOSE_MS).length,
    decideMs: median(raises.flatMap((raise) => raise.decideMs ?? [])),
    startMs: services.timeline.firstRequestAt,
    polledMs: (polls.at(-1) ?? 0) - (polls[0] ?? 0),
    billedMs: invocations.filter(({ reply }) => reply !== undefined).map(({ tookMs }) => tookMs),
    cpuMs: maximum(replies.map(({ cpuMs }) => cpuMs)),
    heapMib: maximum(replies.map(({ heapMib }) => heapMib)),
    rssMib: maximum(replies.map(({ rssMib }) => rssMib)),
    calls: callsWhen(() => true),
    secondMinute:
      (polls.at(-1) ?? 0) < 2 * MINUTE_MS
        ? undefined
        : { polls: polls.filter(inSecondMinute).length, calls: callsWhen(inSecondMinute) },
    raises,
    metrics: [...new Set([...putMetrics, ...observed.loggedMetrics])],
    errors,
  };
}

/**
 * How often the handler described the group per minute. For handlers that polled for less than a minute, it is the
 * total.
 */
export function describesAMinute({ calls, polledMs }: Pick<Result, 'calls' | 'polledMs'>): number {
  return ((calls['DescribeAutoScalingGroups'] ?? 0) * MINUTE_MS) / Math.max(polledMs, MINUTE_MS);
}
