import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { jobsWaitingAtMaximum, type Decision, type GroupLimits } from '@agent-aws-stack/sizing';
import { metricDimensions, METRICS, type MetricName, type MetricState } from '@agent-aws-stack/contract';
import type { Metric } from './ports.ts';
import { Samples, type Series } from './samples.ts';

/** Published whatever they are: who watches them wants to see the zeros. */
const ALWAYS = new Set<string>([METRICS.jobs, METRICS.agents]);

/** Counts what an invocation saw and did, for CloudWatch and for its verdict. */
export class Tally {
  readonly #stackName: string;
  #samples = new Samples();
  #decided = 0;
  #failed = 0;
  #failuresTold = 0;
  #lastFailure: unknown;

  constructor(stackName: string) {
    this.#stackName = stackName;
  }

  /** Polls that ended in a decision carried out. */
  get decided(): number {
    return this.#decided;
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

  decision({ jobs }: MetricsResponse, group: GroupLimits, { target }: Decision): void {
    this.#samples.add(this.#series(METRICS.desiredCapacity), target);
    const waiting = jobsWaitingAtMaximum(jobs, { max: group.max, desired: target });
    this.#samples.add(this.#series(METRICS.jobsWaitingAtMaximum), waiting);
  }

  /** The poll did all that its decision called for. */
  carriedOut(): void {
    this.#decided += 1;
  }

  /** A raise was accepted, so long after it was first wanted. */
  scaleOut(waitedMs: number): void {
    this.#samples.add(
      { ...this.#series(METRICS.scaleOutLatency), unit: 'Milliseconds' },
      Math.round(waitedMs),
    );
  }

  failure(error: unknown): void {
    this.#failed += 1;
    this.#lastFailure = error;
  }

  /**
   * What there is to publish since the last time: samples of each poll, and one number of failures. A series of nothing
   * but zeros is left out, unless it is the demand: CloudWatch bills a metric by the hours in which it was published.
   */
  takeMetrics(): Metric[] {
    const samples = this.#samples.metrics();
    const failed = this.#failed - this.#failuresTold;
    this.#samples = new Samples();
    this.#failuresTold = this.#failed;
    const failures = { ...this.#series(METRICS.pollFailures), values: [failed], counts: [1] };
    return [...samples, failures].filter(
      ({ name, values }) => ALWAYS.has(name) || values.some((value) => value !== 0),
    );
  }

  #series(name: MetricName, state?: MetricState): Series {
    return { name, unit: 'Count', dimensions: metricDimensions(this.#stackName, state) };
  }
}
