import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { CapacityControl, Clock } from './ports.ts';

/** While no job waits, the group is described this often, so that a capacity that agents have lowered is noticed. */
const LONGEST_AGE_MS = 10_000;

interface Snapshot {
  readonly askedAt: number;
  /** How many raises there had been. */
  readonly raises: number;
  readonly group: GroupLimits;
}

/** The group as last described. Describes it only as often as needed, and never returns it as it was before a raise. */
export class GroupCache {
  readonly #capacity: CapacityControl;
  readonly #clock: Clock;
  /** Half an interval: a snapshot that would be too old at the next point of the grid is renewed at this one. */
  readonly #toleranceMs: number;
  #latest: Snapshot | undefined;
  #describing:
    { readonly askedAt: number; readonly raises: number; readonly answer: Promise<Snapshot> } | undefined;
  #raises = 0;

  constructor(capacity: CapacityControl, clock: Clock, pollIntervalMs: number) {
    this.#capacity = capacity;
    this.#clock = clock;
    this.#toleranceMs = pollIntervalMs / 2;
  }

  /** The last snapshot, unless it is too old to conclude that nothing needs doing. */
  get recent(): GroupLimits | undefined {
    const latest = this.#latest;
    if (latest === undefined || latest.raises < this.#raises) return undefined;
    const age = this.#clock.now() - latest.askedAt;
    return age < LONGEST_AGE_MS - this.#toleranceMs ? latest.group : undefined;
  }

  /** Starts to describe the group; a later `freshSince` returns the result or throws the failure. */
  refresh(): void {
    this.#describe().catch(() => undefined);
  }

  /**
   * The group as it was at `since` or later, after the last raise.
   * @throws AwsError
   */
  async freshSince(since: number): Promise<GroupLimits> {
    for (;;) {
      const pending = this.#describing;
      const usable = pending && pending.askedAt >= since && pending.raises === this.#raises;
      const snapshot = await (usable ? pending.answer : this.#describe());
      if (snapshot.raises === this.#raises) return snapshot.group;
    }
  }

  /** Whether `group` is still the latest snapshot. */
  isCurrent(group: GroupLimits): boolean {
    return this.#latest?.group === group && this.#latest.raises === this.#raises;
  }

  /** Discards all snapshots: the desired capacity has changed, or may have. */
  expire(): void {
    this.#raises += 1;
  }

  #describe(): Promise<Snapshot> {
    const askedAt = this.#clock.now();
    const raises = this.#raises;
    const answer = this.#capacity.describe().then((group) => {
      const snapshot = { askedAt, raises, group };
      if (this.#latest === undefined || askedAt >= this.#latest.askedAt) this.#latest = snapshot;
      return snapshot;
    });
    this.#describing = { askedAt, raises, answer };
    return answer;
  }
}
