import { gapsOf, maximum, meanWaitMs, median } from './figures.ts';
import type { HostReply } from './lambda-process.ts';
import type { Raise, Stage } from './stage.ts';

/** What was measured of one handler in one scenario; times in milliseconds. */
export interface Result {
  readonly handler: string;
  readonly scenario: string;
  readonly instances: number;
  readonly polls: number;
  readonly longestGapMs: number | undefined;
  readonly meanWaitMs: number;
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
  readonly raises: readonly Raise[];
  /** What was written to the log. */
  readonly logBytes: number;
  /** Which metrics were published, states included. */
  readonly metrics: readonly string[];
  readonly errors: readonly string[];
  readonly died: boolean;
  readonly problems: readonly string[];
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
  readonly stage: Stage;
  readonly ended: readonly Ended[];
  readonly died: boolean;
  readonly errors: readonly string[];
  readonly logBytes: number;
}

/** The figures of what was observed; nothing is judged yet. */
export function resultOf({ stage, ended, errors, ...named }: Observed): Omit<Result, 'problems'> {
  const { polls, raises } = stage;
  const replies = ended.flatMap(({ reply }) => reply ?? []);
  const calls = [...stage.calls].map(([action, times]) => [action, times.length] as const);
  const metrics = stage.account.metricData.map((datum) => {
    const dimensions = (datum['Dimensions'] ?? []) as readonly {
      readonly Name: string;
      readonly Value: string;
    }[];
    const states = dimensions.filter(({ Name }) => Name !== 'StackName').map(({ Value }) => `.${Value}`);
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
    decideMs: median(raises.flatMap((raise) => raise.decideMs ?? [])),
    startMs: stage.timeline.firstRequestAt,
    polledMs: (polls.at(-1) ?? 0) - (polls[0] ?? 0),
    billedMs: ended.filter(({ reply }) => reply !== undefined).map(({ tookMs }) => tookMs),
    cpuMs: maximum(replies.map(({ cpuMs }) => cpuMs)),
    heapMib: maximum(replies.map(({ heapMib }) => heapMib)),
    rssMib: maximum(replies.map(({ rssMib }) => rssMib)),
    calls: Object.fromEntries(calls),
    raises,
    metrics: [...new Set(metrics)],
    errors,
  };
}

const MINUTE_MS = 60_000;

/** How often the group was described, in the minute or for each one polled. */
export function describesAMinute({ calls, polledMs }: Pick<Result, 'calls' | 'polledMs'>): number {
  return ((calls['DescribeAutoScalingGroups'] ?? 0) * MINUTE_MS) / Math.max(polledMs, MINUTE_MS);
}
