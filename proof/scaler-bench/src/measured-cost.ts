import { METRICS } from '@agent-aws-stack/contract';
import { monthlyCost, type Cost, type Usage } from './cost.ts';
import type { Result } from './result.ts';

/** The part of the bench's report that decides the cost. */
export interface Measured {
  readonly handlers: readonly string[];
  readonly results: readonly Pick<
    Result,
    'handler' | 'scenario' | 'instances' | 'billedMs' | 'secondMinute' | 'logBytes' | 'metrics'
  >[];
}

/** Published whatever they are. */
const ALWAYS = new RegExp(`^(${METRICS.jobs}|${METRICS.agents})`);
const DEMAND_METRICS = 4;
/** Published in working hours too only when something is amiss. */
const OF_TROUBLE = new Set<string>([METRICS.pollFailures, METRICS.jobsWaitingAtMaximum]);
/** Eight hours of each working day. */
const WORKING_HOURS = (8 * 5) / (24 * 7);

/** What an invocation of one handler comes to while nothing happens; undefined when none was measured for its whole length. */
export function idleInvocation({ results }: Measured, handler: string) {
  for (const { scenario, handler: whose, billedMs, secondMinute, logBytes } of results) {
    if (whose !== handler || scenario !== 'idle' || secondMinute === undefined || billedMs.length === 0)
      continue;
    const invocations = billedMs.length;
    const tookMs = billedMs.reduce((sum, ms) => sum + ms, 0) / invocations;
    return { ...secondMinute, tookMs, logBytes: logBytes / invocations };
  }
  return undefined;
}

/** Metrics that a handler publishes only in minutes in which they are not zero. */
export function metricsAtTimes({ results }: Measured, handler: string): readonly string[] {
  const published = results.filter((result) => result.handler === handler).flatMap(({ metrics }) => metrics);
  return [...new Set(published)].filter((name) => !ALWAYS.test(name)).sort();
}

export interface Costs {
  readonly asleep: Cost;
  readonly office: Cost;
  readonly always: Cost;
  readonly asleepOnX86: Cost;
}

/** A month of a handler: without jobs, with jobs in working hours, and at all hours; undefined without a whole idle minute. */
export function costsOf(report: Measured, handler: string): Costs | undefined {
  const idle = idleInvocation(report, handler);
  if (idle === undefined) return undefined;
  const atTimes = metricsAtTimes(report, handler);
  const untroubled = atTimes.filter((name) => !OF_TROUBLE.has(name));
  const usage = (busyHours: number, metrics = atTimes): Usage => ({
    billedMs: idle.tookMs,
    putMetricData: idle.calls['PutMetricData'] ?? 0,
    logBytes: idle.logBytes,
    metrics: DEMAND_METRICS,
    metricsAtTimes: metrics.length,
    busyHours,
  });
  return {
    asleep: monthlyCost(usage(0), 'arm64'),
    office: monthlyCost(usage(WORKING_HOURS, untroubled), 'arm64'),
    always: monthlyCost(usage(1), 'arm64'),
    asleepOnX86: monthlyCost(usage(0), 'x86_64'),
  };
}
