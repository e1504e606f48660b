import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import {
  heldJobs,
  observeQuota,
  type Demand,
  type GroupLimits,
  type QuotaEstimate,
  type QuotaState,
} from '@agent-aws-stack/sizing';
import type { InvocationLog } from './invocation-log.ts';
import type { Clock, Lease } from './ports.ts';

export interface HeldJobsParts {
  readonly clock: Clock;
  readonly log: InvocationLog;
  /** @default - no lease: this invocation learns nothing from the previous one */
  readonly lease: Lease | undefined;
}

/** The state until the first decision. */
const UNKNOWN: QuotaState = {};
/** The first decision about queued jobs waits at most this long for the lease, which is read while the token is read. */
const LEASE_WAIT_MS = 1_000;

/**
 * Knows how many queued jobs the organization's quota holds. The lease tells this to the next invocation. If the lease fails, the next invocation
 * raises the capacity for all queued jobs once more, and learns from the idle agents that the jobs are held.
 */
export class HeldJobs {
  readonly #parts: HeldJobsParts;
  #state: QuotaState = UNKNOWN;
  readonly #learned: Promise<void>;

  /** Starts to read the lease. */
  constructor(parts: HeldJobsParts) {
    this.#parts = parts;
    this.#learned = this.#learn();
  }

  /** Undefined while no job is known to be held. */
  get estimate(): QuotaEstimate | undefined {
    return this.#state.estimate;
  }

  /** The demand that a poll has read, with its held jobs. Never rejects. */
  async demand({ jobs, agents }: MetricsResponse, { desired }: GroupLimits): Promise<Required<Demand>> {
    const { queued, running } = jobs;
    const { idle, occupied } = agents;
    if (queued > 0) await this.#learned;
    const now = this.#parts.clock.date().getTime();
    this.#state = observeQuota(this.#state, { queued, running, idle, occupied, desired }, now);
    return { queued, running, held: heldJobs({ queued, running }, this.#state) };
  }

  async #learn(): Promise<void> {
    const { clock, log, lease } = this.#parts;
    if (lease === undefined) return;
    const ended = new AbortController();
    const read = async () => {
      try {
        const { estimate } = await lease.read();
        if (this.#state === UNKNOWN) this.#state = { estimate };
      } catch (error) {
        log.leaseFailure(error);
      } finally {
        ended.abort();
      }
    };
    await Promise.race([read(), clock.sleep(LEASE_WAIT_MS, ended.signal)]);
  }
}
