import type { DecisionLine } from '@agent-aws-stack/contract';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { Decision, GroupLimits } from '@agent-aws-stack/sizing';
import { errorFields } from './error-fields.ts';
import type { Log } from './ports.ts';

/** Writes one line a decision and a failure, and none while nothing changes. */
export class Journal {
  #log: Log;
  #last = '';
  #turnFailed = false;
  #failing: { name: string; polls: number } | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @param tookMs from Semaphore's answer to the raised capacity */
  decision(metrics: MetricsResponse, group: GroupLimits, decision: Decision, tookMs: number): void {
    this.#recovered();
    const { queued, running } = metrics.jobs;
    const { idle, occupied } = metrics.agents;
    const { min, max, desired } = group;
    const { kind, target, reason } = decision;
    const fields: DecisionLine = {
      decision: kind,
      queued,
      running,
      idle,
      occupied,
      min,
      max,
      desired,
      target,
      reason,
    };
    const line = JSON.stringify(fields);
    if (kind === 'raise') {
      this.#log.info('desired capacity raised', { ...fields, tookMs: Math.round(tookMs) });
    } else if (line !== this.#last) {
      this.#log.info('desired capacity held', { ...fields });
    }
    this.#last = line;
  }

  failure(error: unknown): void {
    const name = error instanceof Error ? error.name : 'UnknownError';
    const repeated = this.#failing?.name === name;
    this.#failing = { name, polls: (this.#failing?.polls ?? 0) + 1 };
    const fields = { error: errorFields(error), polls: this.#failing.polls };
    if (repeated) this.#log.debug('poll failed again', fields);
    else this.#log.warn('poll failed', fields);
  }

  /** What it costs is known, so it is told once. */
  turnFailure(error: unknown): void {
    if (!this.#turnFailed) this.#log.warn('turn not taken or read', { error: errorFields(error) });
    this.#turnFailed = true;
  }

  /** @param tookMs how long it was waited for */
  notRelieved(tookMs: number): void {
    this.#log.warn('no later invocation took over', { tookMs: Math.round(tookMs) });
  }

  /** What is still under way when the invocation is over would write its lines into the next one. */
  end(): void {
    const silent = () => undefined;
    this.#log = { debug: silent, info: silent, warn: silent };
  }

  #recovered(): void {
    if (this.#failing === undefined) return;
    this.#log.info('polls succeed again', { after: this.#failing });
    this.#failing = undefined;
  }
}
