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
 * How long before the successor is due the lease's version is first read. The successor may start a second early,
 * because lateness is known in whole seconds; the rest is for repeating a failed read. Read too late, the version could
 * be the successor's own, and both invocations would poll until this one's time is up.
 */
const FIRST_READ_AHEAD_MS = 3_000;
/**
 * The lease is not taken later than this before the successor is due. The call (at most 3 s) has to end before the first
 * read (3 s ahead); otherwise this invocation could take its own version for its successor's and end without one.
 */
const LAST_TAKE_AHEAD_MS = 10_000;
/** A failed take is repeated after this time: at most five takes a minute, of the three writes a second that SSM allows an account. */
const TAKE_SPACING_MS = 10_000;
/** The longest that both invocations poll, after the successor has taken the lease. Each read is a call to SSM. */
const READ_SPACING_MS = 1_000;
/**
 * How long "no successor yet" counts after it was read. More than a read that takes its full 3 s and fails, so that one
 * failure does not end the polling; if reads fail for longer, this invocation ends as it would without a lease.
 */
const NO_SUCCESSOR_VALID_MS = 10_000;

/**
 * Tells the predecessor that this invocation polls, and learns the same from the successor: each takes the lease after
 * its first successful poll, and ends when the lease has a higher version. If any of this fails, invocations overlap as
 * long as they do without a lease.
 */
export class Handover {
  readonly #parts: HandoverParts;
  readonly #successorPolls = new AbortController();
  #nextTakeAt = Number.NEGATIVE_INFINITY;
  #taken = false;
  #noSuccessorAt = Number.NEGATIVE_INFINITY;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** Aborts once the successor is known to poll. */
  get signal(): AbortSignal {
    return this.#successorPolls.signal;
  }

  /** Whether the lease was read lately and no successor had taken it. False if that is not known. */
  get hasNoSuccessor(): boolean {
    return this.#parts.clock.now() - this.#noSuccessorAt <= NO_SUCCESSOR_VALID_MS;
  }

  /** Takes the lease once; call it after each successful poll. Never rejects. */
  async takeLease(): Promise<void> {
    const { clock, log, lease, successorDueAt } = this.#parts;
    const now = clock.now();
    if (lease === undefined || this.#taken) return;
    if (now < this.#nextTakeAt || now > successorDueAt - LAST_TAKE_AHEAD_MS) return;
    this.#nextTakeAt = now + TAKE_SPACING_MS;
    try {
      await lease.take();
      this.#taken = true;
    } catch (error) {
      log.leaseFailure(error);
    }
  }

  /** Reads the lease from when the successor is due until it polls or `over` aborts. Never rejects. */
  async awaitSuccessor(over: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    const before = await this.#versionBeforeSuccessor(over);
    if (before === undefined) return;
    await clock.sleep(successorDueAt - clock.now(), over);
    while (!over.aborted && !this.signal.aborted) {
      await this.#lookForSuccessor(before, over);
      if (!this.signal.aborted) await clock.sleep(READ_SPACING_MS, over);
    }
  }

  /**
   * The last version that is not the successor's. It need not be this invocation's: CloudFormation writes the parameter
   * too, when tags change. Undefined if no read succeeded in time.
   */
  async #versionBeforeSuccessor(over: AbortSignal): Promise<number | undefined> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - FIRST_READ_AHEAD_MS - clock.now(), over);
    while (!over.aborted && clock.now() < successorDueAt) {
      const version = await this.#readVersion(over);
      if (version !== undefined) return version;
      await clock.sleep(READ_SPACING_MS, over);
    }
    return undefined;
  }

  async #lookForSuccessor(before: number, over: AbortSignal): Promise<void> {
    const version = await this.#readVersion(over);
    if (version === undefined) return;
    if (version > before) this.#successorPolls.abort();
    // If this invocation could not take the lease, its successor may poll and be unable to take it as well.
    else if (version === before && this.#taken) this.#noSuccessorAt = this.#parts.clock.now();
  }

  /** Undefined if the read failed. */
  async #readVersion(over: AbortSignal): Promise<number | undefined> {
    const { log, lease } = this.#parts;
    if (over.aborted) return undefined;
    try {
      return await lease?.version();
    } catch (error) {
      log.leaseFailure(error);
      return undefined;
    }
  }
}
