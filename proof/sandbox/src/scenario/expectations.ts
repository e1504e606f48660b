import { setTimeout as sleep } from 'node:timers/promises';

export interface Expectation {
  /** What is expected, as a sentence. */
  readonly name: string;
  readonly held: boolean;
  /** What was observed, in a few words. */
  readonly seen: string;
}

export type Observation = Pick<Expectation, 'held' | 'seen'>;
/** An expectation did not hold. The message has the expectation and what was observed. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';

  constructor({ name, seen }: Expectation) {
    super(`Expected: ${name}. Seen: ${seen}`);
  }
}

/** All expectations that were checked, in order. The first one that does not hold ends the scenario. */
export class Expectations {
  readonly #checked: Expectation[] = [];

  get all(): readonly Expectation[] {
    return this.#checked;
  }

  /** @throws ExpectationFailed if it does not hold */
  check(name: string, { held, seen }: Observation): void {
    const expectation = { name, held, seen };
    this.#checked.push(expectation);
    if (!held) throw new ExpectationFailed(expectation);
  }

  /**
   * Observes again and again until the expectation has held for `forMs` without a break.
   *
   * @throws ExpectationFailed with the last observation after `withinMs`; an AbortError if the signal is aborted
   */
  async eventually(
    name: string,
    observe: () => Observation | Promise<Observation>,
    { withinMs, forMs = 0, everyMs = 250, signal }: WaitOptions,
  ): Promise<void> {
    const deadline = Date.now() + withinMs;
    let since: number | undefined;
    for (;;) {
      const result = await observe();
      const now = Date.now();
      since = result.held ? (since ?? now) : undefined;
      const heldLongEnough = since !== undefined && now - since >= forMs;
      if (heldLongEnough || now >= deadline) {
        return this.check(name, { ...result, held: heldLongEnough });
      }
      await sleep(everyMs, undefined, signal ? { signal } : {});
    }
  }
}

/** How long to wait for an expectation, how long it must hold, and how often to observe, in milliseconds. */
export interface WaitOptions {
  readonly withinMs: number;
  /** @default 0 - one observation is enough */
  readonly forMs?: number;
  /** @default 250 */
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}
