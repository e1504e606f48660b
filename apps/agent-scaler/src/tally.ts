import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { jobsWaitingAtMaximum, type Decision } from './decide.ts';
import type { Metric } from './ports.ts';
import { Samples } from './samples.ts';

/** Counts what an invocation saw and did, for CloudWatch and for its verdict. */
export class Tally {
  readonly #stackName: string;
  readonly #samples = new Samples();
  #decided = 0;
  #failed = 0;
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
    this.#add('JobCount', jobs.queued, { JobState: 'queued' });
    this.#add('JobCount', jobs.running, { JobState: 'running' });
    this.#add('AgentCount', agents.idle, { AgentState: 'idle' });
    this.#add('AgentCount', agents.occupied, { AgentState: 'occupied' });
  }

  decision({ jobs }: MetricsResponse, group: GroupLimits, { target }: Decision): void {
    this.#decided += 1;
    this.#add('DesiredCapacity', target);
    this.#add('JobsWaitingAtMaximum', jobsWaitingAtMaximum(jobs, { max: group.max, desired: target }));
  }

  failure(error: unknown): void {
    this.#failed += 1;
    this.#lastFailure = error;
  }

  /** What there is to publish: samples of each poll, and one number of failures. Nothing polled, nothing published. */
  metrics(): Metric[] {
    if (this.#decided + this.#failed === 0) return [];
    const failures = {
      name: 'PollFailures',
      dimensions: { StackName: this.#stackName },
      values: [this.#failed],
      counts: [1],
    };
    return [...this.#samples.metrics(), failures];
  }

  #add(name: string, value: number, dimensions: Readonly<Record<string, string>> = {}): void {
    this.#samples.add(name, { StackName: this.#stackName, ...dimensions }, value);
  }
}
