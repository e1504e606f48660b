import type { InvocationLog } from './invocation-log.ts';
import type { Clock, Lease, Notes } from './ports.ts';

export interface HandoverParts {
  readonly clock: Clock;
  readonly log: InvocationLog;
  /** @default - no lease: this invocation never learns whether its successor polls */
  readonly lease: Lease | undefined;
  /** When the successor is due, on `clock`. */
  readonly successorDueAt: number;
}

/**
 * Pause before the next attempt to take the lease. SSM allows an account three writes a second: if twenty fleets start in
 * the same second, all have their leases after 39 s (simulated). With only one attempt, most would have no lease, so their
 * invocations would run for 79 s, 19 s of them together with the next one.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store (PutParameter, default throughput)
 */
const TAKE_SPACING_MS = 10_000;
/**
 * In the last five seconds before the successor is due, an invocation that has the lease does not write it again. Each write
 * raises the version. A successor that had started early, and had taken the lease already, would see the higher version, take this
 * invocation for its own successor, and end.
 */
const LAST_WRITE_MS = 5_000;
/**
 * The lease records when an idle agent was last seen, and is written again once that time is this much out of date. The
 * successor uses an estimate of the quota for 30 min after the recorded time.
 */
const NEWS_MS = 300_000;
/** Pause between two reads of the lease. After the successor has taken it, both invocations poll for at most this long. */
const READ_SPACING_MS = 1_000;

/**
 * Hands polling over from one invocation to the next. Each invocation takes the lease after its first successful poll, and
 * ends when the lease has a higher version than its own. Lambda bills 61 s for each invocation, but 79 s if the stack has no
 * lease parameter or SSM fails. Decision 0034 has the figures of each mechanism.
 */
export class Handover {
  readonly #parts: HandoverParts;
  readonly #successorPolls = new AbortController();
  #nextTakeAt = Number.NEGATIVE_INFINITY;
  /** The lease's version when this invocation took it. */
  #version: number | undefined;
  /** The notes that this invocation last wrote to the lease. */
  #notes: Notes | undefined;
  #hasNoSuccessor = false;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** Aborts once the successor is known to poll. */
  get signal(): AbortSignal {
    return this.#successorPolls.signal;
  }

  /**
   * True once a read of the lease, after the successor was due, has shown that no successor had taken it. Stays true even if
   * later reads fail. If true, this invocation keeps polling, so that a start that EventBridge skips does not cause a polling
   * gap of 41 s.
   */
  get hasNoSuccessor(): boolean {
    return this.#hasNoSuccessor;
  }

  /**
   * Takes the lease once, and writes it again if the notes have changed. Call it after each successful poll. Does nothing after the
   * successor is due: the successor may already have taken the lease, and would mistake this invocation for its own successor.
   * Never rejects.
   */
  async takeLease(notes: Notes): Promise<void> {
    const { clock, log, lease, successorDueAt } = this.#parts;
    const now = clock.now();
    const taken = this.#version !== undefined;
    if (lease === undefined || (taken && !hasChanged(this.#notes, notes))) return;
    if (now < this.#nextTakeAt || now >= successorDueAt - (taken ? LAST_WRITE_MS : 0)) return;
    this.#nextTakeAt = now + TAKE_SPACING_MS;
    try {
      this.#version = await lease.take(notes);
      this.#notes = notes;
    } catch (error) {
      log.leaseFailure(error);
    }
  }

  /** Reads the lease from the time the successor is due until the successor polls or `ended` aborts. Never rejects. */
  async awaitSuccessor(ended: AbortSignal): Promise<void> {
    const { clock, successorDueAt } = this.#parts;
    await clock.sleep(successorDueAt - clock.now(), ended);
    while (!ended.aborted && !this.signal.aborted) {
      await this.#lookForSuccessor();
      await clock.sleep(READ_SPACING_MS, ended);
    }
  }

  async #lookForSuccessor(): Promise<void> {
    const { log, lease } = this.#parts;
    // An invocation that has not taken the lease has no version to compare with.
    if (lease === undefined || this.#version === undefined) return;
    try {
      if ((await lease.read()).version > this.#version) this.#successorPolls.abort();
      else this.#hasNoSuccessor = true;
    } catch (error) {
      log.leaseFailure(error);
    }
  }
}

function hasChanged(written: Notes | undefined, known: Notes): boolean {
  return (
    hasNewEstimate(written?.estimate, known.estimate) || hasNewShortage(written?.shortage, known.shortage)
  );
}

function hasNewEstimate(written: Notes['estimate'], known: Notes['estimate']): boolean {
  if (written === undefined || known === undefined) return written !== known;
  return written.ceiling !== known.ceiling || known.idleAgentAt - written.idleAgentAt > NEWS_MS;
}

/**
 * Whether the note of the shortage must be written again. The note gives a minimum of the missing capacity, so it stays right while
 * more is missing. It is renewed once more than twice as much is missing.
 */
function hasNewShortage(written: Notes['shortage'], known: Notes['shortage']): boolean {
  if (written === undefined || known === undefined) return written !== known;
  return (
    written.since !== known.since || written.missing > known.missing || known.missing > 2 * written.missing
  );
}
