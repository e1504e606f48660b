import { STACK_DIMENSION } from '@agent-aws-stack/contract';
import { gapsOf, maximum, meanWaitMs, median } from './figures.ts';
import type { HostReply } from './lambda-process.ts';
import type { Raise, FakeServices } from './fake-services.ts';

const MINUTE_MS = 60_000;
const CLOSE_MS = 100;

/** What was measured of one handler in one scenario; times in milliseconds. */
export interface Result {
  readonly handler: string;
  readonly scenario: string;
  readonly instances: number;
  readonly polls: number;
  readonly longestGapMs: number | undefined;
  readonly meanWaitMs: number;
  /** Polls less than 100 ms after another one: close enough for one invocation to lower the other's raise. */
  readonly closePolls: number;
  /** From Semaphore's answer to SetDesiredCapacity's arrival, median. */
  readonly decideMs: number | undefined;
  /** From the process's start to its first request. */
  readonly startMs: number | undefined;
  /** From the first poll to the last. */
  readonly polledMs: number;
  /** What Lambda bills of each invocation that ended. */
  readonly billedMs: readonly number[];
  readonly cpuMs: number | undefined;
  readonly heapMib: number | undefined;
  readonly rssMib: number | undefined;
  readonly calls: Readonly<Record<string, number>>;
  /** What was done from the second minute's start to the third's; undefined for shorter scenarios. */
  readonly secondMinute: Minute | undefined;
  readonly raises: readonly Raise[];
  /** What was written to the log, as CloudWatch counts it. */
  readonly logBytes: number;
  /** Which metrics were published, by a call or in the log, states included. */
  readonly metrics: readonly string[];
  readonly errors: readonly string[];
  readonly died: boolean;
  readonly problems: readonly string[];
}

/** What a handler does in a minute. */
export interface Minute {
  readonly polls: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** An invocation's end, and how long it took. */
export interface Ended {
  readonly tookMs: number;
  /** Absent when the process died or was ended. */
  readonly reply: HostReply | undefined;
}

export interface Observed {
  readonly handler: string;
  readonly scenario: string;
  readonly instances: number;
  readonly services: FakeServices;
  readonly ended: readonly Ended[];
  readonly died: boolean;
  readonly errors: readonly string[];
  readonly logBytes: number;
  readonly loggedMetrics: readonly string[];
}

/** The figures of what was observed; nothing is judged yet. */
export function resultOf({ services, ended, errors, ...named }: Observed): Omit<Result, 'problems'> {
  const { polls, raises } = services;
  const replies = ended.flatMap(({ reply }) => reply ?? []);
  const callsWhen = (when: (time: number) => boolean) =>
    Object.fromEntries([...services.calls].map(([action, times]) => [action, times.filter(when).length]));
  const inSecondMinute = (time: number) => time >= MINUTE_MS && time < 2 * MINUTE_MS;
  const put = services.account.metricData.map((datum) => {
    const dimensions = (datum['Dimensions'] ?? []) as readonly {
      readonly Name: string;
      readonly Value: string;
    }[];
    const states = dimensions.filter(({ Name }) => Name !== STACK_DIMENSION).map(({ Value }) => `.${Value}`);
    return `${String(datum['MetricName'])}${states.join('')}`;
  });
  return {
    handler: named.handler,
    scenario: named.scenario,
    instances: named.instances,
    died: named.died,
    logBytes: named.logBytes,
    polls: polls.length,
    longestGapMs: maximum(gapsOf(polls)),
    meanWaitMs: meanWaitMs(polls),
    closePolls: gapsOf(polls).filter((gapMs) => gapMs < CLOSE_MS).length,
    decideMs: median(raises.flatMap((raise) => raise.decideMs ?? [])),
    startMs: services.timeline.firstRequestAt,
    polledMs: (polls.at(-1) ?? 0) - (polls[0] ?? 0),
    billedMs: ended.filter(({ reply }) => reply !== undefined).map(({ tookMs }) => tookMs),
    cpuMs: maximum(replies.map(({ cpuMs }) => cpuMs)),
    heapMib: maximum(replies.map(({ heapMib }) => heapMib)),
    rssMib: maximum(replies.map(({ rssMib }) => rssMib)),
    calls: callsWhen(() => true),
    secondMinute:
      (polls.at(-1) ?? 0) < 2 * MINUTE_MS
        ? undefined
        : { polls: polls.filter(inSecondMinute).length, calls: callsWhen(inSecondMinute) },
    raises,
    metrics: [...new Set([...put, ...named.loggedMetrics])],
    errors,
  };
}

/** How often the group was described, in the minute or for each one polled. */
export function describesAMinute({ calls, polledMs }: Pick<Result, 'calls' | 'polledMs'>): number {
  return ((calls['DescribeAutoScalingGroups'] ?? 0) * MINUTE_MS) / Math.max(polledMs, MINUTE_MS);
}
