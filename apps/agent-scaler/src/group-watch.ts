import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { CapacityControl, Clock } from './ports.ts';

const LONGEST_AGE_MS = 10_000;

interface View {
  readonly askedAt: number;
  /** How many raises went before. */
  readonly raises: number;
  readonly group: GroupLimits;
}

/** The group as last described: asked for only as often as needed, and never from before a raise. */
export class GroupWatch {
  readonly #capacity: CapacityControl;
  readonly #clock: Clock;
  /** Half a poll: a view that would be too old at the next point of the grid is due at this one. */
  readonly #toleranceMs: number;
  #latest: View | undefined;
  #asking: { readonly askedAt: number; readonly raises: number; readonly answer: Promise<View> } | undefined;
  #raises = 0;

  constructor(capacity: CapacityControl, clock: Clock, pollIntervalMs: number) {
    this.#capacity = capacity;
    this.#clock = clock;
    this.#toleranceMs = pollIntervalMs / 2;
  }

  /** The last view, unless it is too old to tell that nothing needs doing. */
  get known(): GroupLimits | undefined {
    const latest = this.#latest;
    if (latest === undefined || latest.raises < this.#raises) return undefined;
    const age = this.#clock.now() - latest.askedAt;
    return age < LONGEST_AGE_MS - this.#toleranceMs ? latest.group : undefined;
  }

  /** Starts a description ahead of `freshSince`, which gives its result or its failure. */
  refresh(): void {
    this.#ask().catch(() => undefined);
  }

  /**
   * The group as it was at `since` or later, and after the last raise.
   * @throws AwsError
   */
  async freshSince(since: number): Promise<GroupLimits> {
    for (;;) {
      const asking = this.#asking;
      const usable = asking && asking.askedAt >= since && asking.raises === this.#raises;
      const view = await (usable ? asking.answer : this.#ask());
      if (view.raises === this.#raises) return view.group;
    }
  }

  /** Whether `group` is still the newest that is known. */
  isCurrent(group: GroupLimits): boolean {
    return this.#latest?.group === group && this.#latest.raises === this.#raises;
  }

  /** Forgets all views: the desired capacity has been changed, or may have been. */
  expire(): void {
    this.#raises += 1;
  }

  #ask(): Promise<View> {
    const askedAt = this.#clock.now();
    const raises = this.#raises;
    const answer = this.#capacity.describe().then((group) => {
      const view = { askedAt, raises, group };
      if (this.#latest === undefined || askedAt >= this.#latest.askedAt) this.#latest = view;
      return view;
    });
    this.#asking = { askedAt, raises, answer };
    return answer;
  }
}
