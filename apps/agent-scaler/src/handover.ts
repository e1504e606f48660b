import type { InvocationLog } from './invocation-log.ts';
import type { Clock, Lease } from './ports.ts';

export interface HandoverParts {
  readonly clock: Clock;
  readonly log: InvocationLog;
  /** @default - none: this invocation never learns of its successor */
  readonly lease: Lease | undefined;
  /** When the successor is due, on `clock`. */
  readonly successorDueAt: number;
}

/**
 * A failed take is repeated after this time. SSM allows an account three writes a second: if twenty fleets start in the
 * same second, all have their lease after 39 s. Without repeats, most would have none and overlap by 19 s each minute.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store (PutParameter, default throughput)
 */
const TAKE_SPACING_MS = 10_000;
/** The longest that both invocations poll, after the successor has taken the lease. Each read is a call to SSM. */
const READ_SPACING_MS = 1_000;

/**
 * Tells the predecessor that this invocation polls, and learns the same from the successor: each takes the lease after
 * its first successful poll, and ends when the lease has a higher version than its own. Lambda bills 61 s of each minute
 * then; without a lease, or if it cannot be taken or read, 79 s. Decision 0034 has a figure for each mechanism.
 */
export class Handover {
  readonly #parts: HandoverParts;
  readonly #successorPolls = new AbortController();
  #nextTakeAt = Number.NEGATIVE_INFINITY;
  /** The lease's version when this invocation took it. */
  #version: number | undefined;
  #hasNoSuccessor = false;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** Aborts once the successor is known to poll. */
  get signal(): AbortSignal {
    return this.#successorPolls.signal;
  }

  /**
   * Whether the lease was read after the successor was due, and no successor had taken it. False if that is not known.
   * Polling on then closes the gap of 41 s that a start which EventBridge leaves out would cause.
   */
  get hasNoSuccessor(): boolean {
    return this.#hasNoSuccessor;
  }

  /**
   * Takes the lease once; call it after each successful poll. Never rejects. Not once the successor is due: it may have
   * taken the lease already, and would see its own successor in this invocation.
   */
  async takeLease(): Promise<void> {
    const { clock, log, lease, successorDueAt } = this.#parts;
    const now = clock.now();
    if (lease === undefined || this.#version !== undefined) return;
    if (now < this.#nextTakeAt || now >= successorDueAt) return;
    this.#nextTakeAt = now + TAKE_SPACING_MS;
    try {
      this.#version = await lease.take();
    } catch (error) {
      log.leaseFailure(error);
    }
  }

  /** Reads the lease from when the successor is due until it polls or `over` aborts. Never rejects. */
  async awaitSuccessor(over: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - clock.now(), over);
    while (!over.aborted && !this.signal.aborted) {
      await this.#lookForSuccessor();
      await clock.sleep(READ_SPACING_MS, over);
    }
  }

  async #lookForSuccessor(): Promise<void> {
    const { log, lease } = this.#parts;
    // Without a version of its own, this invocation cannot recognize its successor's.
    if (lease === undefined || this.#version === undefined) return;
    try {
      if ((await lease.version()) > this.#version) this.#successorPolls.abort();
      else this.#hasNoSuccessor = true;
    } catch (error) {
      log.leaseFailure(error);
    }
  }
}
