import { METRICS } from '@agent-aws-stack/contract';
import { monthlyCost, type Cost, type Usage } from './cost.ts';
import type { Result } from './result.ts';

/** The part of the bench's report from which the cost is computed. */
export interface Measured {
  readonly handlers: readonly string[];
  readonly results: readonly Pick<
    Result,
    'handler' | 'scenario' | 'instances' | 'meanWaitMs' | 'billedMs' | 'secondMinute' | 'logBytes' | 'metrics'
  >[];
}

/** Metrics that are published in every minute. */
const ALWAYS = new RegExp(`^(${METRICS.jobs}|${METRICS.agents})`);
/** The number of metrics that are published in every minute: JobCount and AgentCount, with two states each. */
const DEMAND_METRICS = 4;
/** Metrics that are published only if something fails, the group is at its maximum, or the quota holds jobs. */
const FAILURE_METRICS = new Set<string>([
  METRICS.pollFailures,
  METRICS.jobsWaitingAtMaximum,
  METRICS.jobsHeld,
]);
/** The share of working hours in a week: eight hours on five days. */
const WORKING_HOURS = (8 * 5) / (24 * 7);

/**
 * The measurements of an idle invocation of this handler. Undefined if no scenario of that name lasted at least two
 * minutes and saw an invocation finish.
 */
export function idleInvocation({ results }: Measured, name: string, scenarioName = 'idle') {
  for (const { scenario, handler, meanWaitMs, billedMs, secondMinute, logBytes } of results) {
    if (handler !== name || scenario !== scenarioName || secondMinute === undefined || billedMs.length === 0)
      continue;
    const invocations = billedMs.length;
    const tookMs = billedMs.reduce((sum, ms) => sum + ms, 0) / invocations;
    return { ...secondMinute, tookMs, meanWaitMs, logBytes: logBytes / invocations };
  }
  return undefined;
}

/** Metrics that a handler publishes only in minutes in which they are not zero. */
export function occasionalMetrics({ results }: Measured, handler: string): readonly string[] {
  const published = results.filter((result) => result.handler === handler).flatMap(({ metrics }) => metrics);
  return [...new Set(published)].filter((name) => !ALWAYS.test(name)).sort();
}

export interface Costs {
  /** Without jobs. */
  readonly idle: Cost;
  /** With jobs in working hours, and without failures. */
  readonly workingHours: Cost;
  /** With jobs and failures at all hours. */
  readonly aroundTheClock: Cost;
  readonly idleOnX86: Cost;
}

/** The monthly costs of a handler, computed from its idle invocations in a scenario; undefined if `idleInvocation` returns undefined. */
export function costsOf(report: Measured, handler: string, scenarioName = 'idle'): Costs | undefined {
  const idle = idleInvocation(report, handler, scenarioName);
  if (idle === undefined) return undefined;
  const occasional = occasionalMetrics(report, handler);
  const withoutFailures = occasional.filter((name) => !FAILURE_METRICS.has(name));
  const usage = (busyShare: number, metrics = occasional): Usage => ({
    billedMs: idle.tookMs,
    putMetricData: idle.calls['PutMetricData'] ?? 0,
    logBytes: idle.logBytes,
    metrics: DEMAND_METRICS,
    occasionalMetrics: metrics.length,
    busyShare,
  });
  return {
    idle: monthlyCost(usage(0), 'arm64'),
    workingHours: monthlyCost(usage(WORKING_HOURS, withoutFailures), 'arm64'),
    aroundTheClock: monthlyCost(usage(1), 'arm64'),
    idleOnX86: monthlyCost(usage(0), 'x86_64'),
  };
}
