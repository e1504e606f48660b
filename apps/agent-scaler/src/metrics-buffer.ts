import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { jobsWaitingAtMaximum, type Decision, type Demand, type GroupLimits } from '@agent-aws-stack/sizing';
import { metricDimensions, METRICS, type MetricName, type MetricState } from '@agent-aws-stack/contract';
import type { Metric } from './ports.ts';
import { Samples, type Series } from './samples.ts';

/** Metrics that are published even if all samples are zero. */
const ALWAYS = new Set<string>([METRICS.jobs, METRICS.agents]);

/** Collects an invocation's samples for CloudWatch, and counts the polls that succeeded and failed. */
export class MetricsBuffer {
  readonly #stackName: string;
  #samples = new Samples();
  #succeeded = 0;
  #failed = 0;
  #failuresPublished = 0;
  #lastFailure: unknown;

  constructor(stackName: string) {
    this.#stackName = stackName;
  }

  /** The number of polls whose decision was carried out. */
  get succeeded(): number {
    return this.#succeeded;
  }

  get failed(): number {
    return this.#failed;
  }

  get lastFailure(): unknown {
    return this.#lastFailure;
  }

  demand({ jobs, agents }: MetricsResponse): void {
    this.#samples.add(this.#series(METRICS.jobs, { JobState: 'queued' }), jobs.queued);
    this.#samples.add(this.#series(METRICS.jobs, { JobState: 'running' }), jobs.running);
    this.#samples.add(this.#series(METRICS.agents, { AgentState: 'idle' }), agents.idle);
    this.#samples.add(this.#series(METRICS.agents, { AgentState: 'occupied' }), agents.occupied);
  }

  decision(demand: Demand, group: GroupLimits, { target }: Decision): void {
    this.#samples.add(this.#series(METRICS.desiredCapacity), target);
    this.#samples.add(this.#series(METRICS.jobsHeld), demand.held ?? 0);
    const waiting = jobsWaitingAtMaximum(demand, { max: group.max, desired: target });
    this.#samples.add(this.#series(METRICS.jobsWaitingAtMaximum), waiting);
  }

  /** The launch brake was not closed at a look. */
  launchBrake(): void {
    this.#samples.add(this.#series(METRICS.launchBrake), 1);
  }

  /** @param capacity of the on-demand instances that stand in for spot instances */
  onDemand(capacity: number): void {
    this.#samples.add(this.#series(METRICS.onDemandCapacity), capacity);
  }

  /** A poll's decision was carried out. */
  success(): void {
    this.#succeeded += 1;
  }

  /** Auto Scaling accepted a raise. @param waitedMs milliseconds since a poll first wanted it */
  scaleOut(waitedMs: number): void {
    this.#samples.add(
      { ...this.#series(METRICS.scaleOutLatency), unit: 'Milliseconds' },
      Math.round(waitedMs),
    );
  }

  /** A job has started. @param waitMs how long it was queued */
  jobWait(waitMs: number): void {
    this.#samples.add({ ...this.#series(METRICS.jobWait), unit: 'Seconds' }, Math.round(waitMs / 1_000));
  }

  /** @param waitMs how long a job was queued before it started, or how long a job that waits too long has been queued so far */
  jobWaitSoFar(waitMs: number): void {
    this.#samples.add({ ...this.#series(METRICS.jobWaitSoFar), unit: 'Seconds' }, Math.round(waitMs / 1_000));
  }

  failure(error: unknown): void {
    this.#failed += 1;
    this.#lastFailure = error;
  }

  /**
   * Removes and returns the metrics since the last call: a sample of each poll, and the number of failures. Leaves out a
   * series of zeros, because CloudWatch bills a metric for each hour in which it is published. Jobs and agents are always
   * published.
   */
  takeMetrics(): Metric[] {
    const samples = this.#samples.metrics();
    const failed = this.#failed - this.#failuresPublished;
    this.#samples = new Samples();
    this.#failuresPublished = this.#failed;
    const failures = { ...this.#series(METRICS.pollFailures), values: [failed], counts: [1] };
    return [...samples, failures].filter(
      ({ name, values }) => ALWAYS.has(name) || values.some((value) => value !== 0),
    );
  }

  #series(name: MetricName, state?: MetricState): Series {
    return { name, unit: 'Count', dimensions: metricDimensions(this.#stackName, state) };
  }
}
