import {
  jobWaitsLine,
  type DecisionLine,
  type JobStartedLine,
  type JobWaitsLine,
  type LeftJob,
} from '@agent-aws-stack/contract';
import type { Decision, Demand, GroupLimits } from '@agent-aws-stack/sizing';
import type { BrakeEvent } from './launch-brake/brake-sight.ts';
import { errorFields } from './error-fields.ts';
import type { Log } from './ports.ts';

type Seen = Demand & { readonly idle: number; readonly occupied: number };

const BRAKE_MESSAGES = {
  opened: 'agents do not start: launches suspended',
  probes: 'launches resumed for one round, to see whether its agents start',
  'suspended again':
    'one round launched: launches suspended again until an agent registers or the next probe is due',
  closed: 'an agent registered: launches resumed',
  released: 'someone else has suspended launches: the brake leaves them alone',
} as const satisfies Record<BrakeEvent['what'], string>;

interface StandIn {
  readonly from: number;
  readonly to: number;
  readonly missing: number;
  readonly afterMs: number;
}

/** Logs each raise, each hold whose numbers or reason are new, and each new failure. Repeated failures of polls have the level debug. */
export class InvocationLog {
  #log: Log;
  #last = '';
  #leaseFailed = false;
  #jobsFailed = false;
  #brakeFailed = false;
  #fallbackFailed = false;
  readonly #leftJobs: LeftJob[] = [];
  #failing: { name: string; polls: number } | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @param seen the jobs and agents @param tookMs milliseconds from Semaphore's reply to the end of the raise */
  decision(seen: Seen, group: GroupLimits, decision: Decision, tookMs: number): void {
    this.#recovered();
    const { queued, running, held = 0, idle, occupied } = seen;
    const { min, max, desired } = group;
    const { kind, target, reason } = decision;
    const fields: DecisionLine = {
      decision: kind,
      queued,
      running,
      ...(held > 0 && { held }),
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

  tokenFailure(error: unknown): void {
    this.#log.warn('token refresh failed; using the cached token', { error: errorFields(error) });
  }

  /** Logs only the invocation's first failure of this kind: the others mean the same. */
  leaseFailure(error: unknown): void {
    if (!this.#leaseFailed) this.#log.warn('could not take or read the lease', { error: errorFields(error) });
    this.#leaseFailed = true;
  }

  /** Logs the job at the level debug only: a fleet may start thousands of jobs an hour. `end` logs all of them in one line. */
  jobStarted(job: LeftJob): void {
    const { id, waitedMs } = job;
    this.#log.debug('job started', { job: id, waitedMs } satisfies JobStartedLine);
    this.#leftJobs.push(job);
  }

  /** Logs only the invocation's first failure of this kind. */
  jobsFailure(error: unknown): void {
    if (!this.#jobsFailed)
      this.#log.warn('could not measure how long jobs wait', { error: errorFields(error) });
    this.#jobsFailed = true;
  }

  /** Logs what the launch brake did. */
  brake({ what, rounds, cause }: BrakeEvent): void {
    const fields = {
      launchBrake: what,
      ...(rounds !== undefined && { rounds }),
      ...(cause !== undefined && { cause }),
    };
    const message = BRAKE_MESSAGES[what];
    if (what === 'opened') this.#log.warn(message, fields);
    else this.#log.info(message, fields);
  }

  /** Logs only the invocation's first failure of this kind. */
  brakeFailure(error: unknown): void {
    if (!this.#brakeFailed)
      this.#log.warn('the launch brake could not look or act', { error: errorFields(error) });
    this.#brakeFailed = true;
  }

  /** On-demand instances stand in. @param missing what the spot group was missing for `afterMs` @param cause why launches fail, in AWS's words */
  standIn({ from, to, missing, afterMs }: StandIn, cause: string | undefined): void {
    const why = `spot capacity of ${missing} was missing for ${afterMs / 1_000} s`;
    const message = `on-demand capacity raised from ${from} to ${to}: ${why}`;
    this.#log.info(cause === undefined ? message : `${message}: ${cause}`);
  }

  /** Logs only the invocation's first failure of this kind. */
  fallbackFailure(error: unknown): void {
    if (!this.#fallbackFailed)
      this.#log.warn('could not look for missing spot capacity', { error: errorFields(error) });
    this.#fallbackFailed = true;
  }

  /** @param tookMs milliseconds that this invocation ran */
  noSuccessor(tookMs: number): void {
    this.#log.warn('no later invocation took over', { tookMs: Math.round(tookMs) });
  }

  /** Logs in one line which jobs have left the queue, and stops logging. Otherwise, calls that our shutdown aborts would be logged as failures, in the next invocation. */
  end(): void {
    if (this.#leftJobs.length > 0)
      this.#log.info('jobs left the queue', { ...jobWaitsLine(this.#leftJobs) } satisfies JobWaitsLine);
    const silent = () => undefined;
    this.#log = { debug: silent, info: silent, warn: silent };
  }

  #recovered(): void {
    if (this.#failing === undefined) return;
    this.#log.info('polls succeed again', { after: this.#failing });
    this.#failing = undefined;
  }
}
