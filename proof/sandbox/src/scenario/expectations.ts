import { setTimeout as sleep } from 'node:timers/promises';

export interface Expectation {
  /** The expectation, as a sentence. */
  readonly name: string;
  readonly held: boolean;
  /** What was seen, in a few words. */
  readonly seen: string;
}

export interface Seen {
  readonly held: boolean;
  readonly seen: string;
}

/** An expectation did not hold. The message has the expectation and what was seen. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';

  constructor({ name, seen }: Expectation) {
    super(`Expected: ${name}. Seen: ${seen}`);
  }
}

/** Everything the sandbox has checked, in order. The first failed expectation ends the scenario. */
export class Expectations {
  readonly #checked: Expectation[] = [];

  get all(): readonly Expectation[] {
    return this.#checked;
  }

  /** @throws ExpectationFailed when it does not hold. */
  check(name: string, { held, seen }: Seen): void {
    const expectation = { name, held, seen };
    this.#checked.push(expectation);
    if (!held) throw new ExpectationFailed(expectation);
  }

  /**
   * Checks repeatedly until the expectation holds, and has held for `forMs` without a break.
   *
   * @throws ExpectationFailed with the last thing seen when `withinMs` have passed; the signal's reason on abort.
   */
  async eventually(
    name: string,
    look: () => Seen | Promise<Seen>,
    { withinMs, forMs = 0, everyMs = 250, signal }: Patience,
  ): Promise<void> {
    const deadline = Date.now() + withinMs;
    let since: number | undefined;
    for (;;) {
      const result = await look();
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

/** How long to wait for an expectation, how long it must hold, and how often to check; in milliseconds. */
export interface Patience {
  readonly withinMs: number;
  /** @default 0 - once is enough */
  readonly forMs?: number;
  /** @default 250 */
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}
