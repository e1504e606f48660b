import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { CapacityControl, Clock } from './ports.ts';

/** While no job waits, the group is described about this often. Agents lower the desired capacity, and the scaler must notice. */
const LONGEST_AGE_MS = 10_000;

interface Snapshot {
  readonly requestedAt: number;
  /** Number of raises before the request. */
  readonly raises: number;
  readonly group: GroupLimits;
}

/** Caches the group's description. Renews it only as often as needed, and never returns one from before a raise. */
export class GroupCache {
  readonly #capacity: CapacityControl;
  readonly #clock: Clock;
  /** Half a poll interval. A snapshot is renewed this much before its age limit, so that the poll nearest to the limit renews it. */
  readonly #toleranceMs: number;
  #latest: Snapshot | undefined;
  #describing:
    { readonly requestedAt: number; readonly raises: number; readonly answer: Promise<Snapshot> } | undefined;
  #raises = 0;

  constructor(capacity: CapacityControl, clock: Clock, pollIntervalMs: number) {
    this.#capacity = capacity;
    this.#clock = clock;
    this.#toleranceMs = pollIntervalMs / 2;
  }

  /** The last description; undefined if there is none yet, if it is older than about ten seconds, or if the capacity has been raised since. */
  get recent(): GroupLimits | undefined {
    const latest = this.#latest;
    if (latest === undefined || latest.raises < this.#raises) return undefined;
    const age = this.#clock.now() - latest.requestedAt;
    return age < LONGEST_AGE_MS - this.#toleranceMs ? latest.group : undefined;
  }

  /** Starts to describe the group. A later `freshSince` returns the result or throws the error. */
  refresh(): void {
    this.#describe().catch(() => undefined);
  }

  /**
   * Returns a description that was requested at `since` or later, and after the last raise.
   * @throws AwsError
   */
  async freshSince(since: number): Promise<GroupLimits> {
    for (;;) {
      const pending = this.#describing;
      const usable = pending && pending.requestedAt >= since && pending.raises === this.#raises;
      const snapshot = await (usable ? pending.answer : this.#describe());
      if (snapshot.raises === this.#raises) return snapshot.group;
    }
  }

  /** True if `group` is still the latest description. */
  isCurrent(group: GroupLimits): boolean {
    return this.#latest?.group === group && this.#latest.raises === this.#raises;
  }

  /** Discards all descriptions, because the desired capacity has changed or may have. */
  expire(): void {
    this.#raises += 1;
  }

  #describe(): Promise<Snapshot> {
    const requestedAt = this.#clock.now();
    const raises = this.#raises;
    const answer = this.#capacity.describe().then((group) => {
      const snapshot = { requestedAt, raises, group };
      if (this.#latest === undefined || requestedAt >= this.#latest.requestedAt) this.#latest = snapshot;
      return snapshot;
    });
    this.#describing = { requestedAt, raises, answer };
    return answer;
  }
}
