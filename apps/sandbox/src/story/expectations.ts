import { setTimeout as sleep } from 'node:timers/promises';

export interface Expectation {
  /** What should be so, as a sentence. */
  readonly name: string;
  readonly held: boolean;
  /** What was seen, in a few words. */
  readonly seen: string;
}

export interface Seen {
  readonly held: boolean;
  readonly seen: string;
}

/** An expectation did not hold; the message names it and what was seen instead. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';

  constructor({ name, seen }: Expectation) {
    super(`Expected: ${name}. Seen: ${seen}`);
  }
}

/** Everything the sandbox checked, in order; the first that does not hold ends the story. */
export class Expectations {
  private readonly checked: Expectation[] = [];

  get all(): readonly Expectation[] {
    return this.checked;
  }

  /** @throws ExpectationFailed when it does not hold. */
  check(name: string, { held, seen }: Seen): void {
    const expectation = { name, held, seen };
    this.checked.push(expectation);
    if (!held) throw new ExpectationFailed(expectation);
  }

  /**
   * Looks again and again until it holds.
   *
   * @throws ExpectationFailed with the last thing seen when `withinMs` have passed; the signal's reason on abort.
   */
  async eventually(
    name: string,
    look: () => Seen | Promise<Seen>,
    { withinMs, everyMs = 250, signal }: { withinMs: number; everyMs?: number; signal?: AbortSignal },
  ): Promise<void> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const result = await look();
      if (result.held || Date.now() >= deadline) return this.check(name, result);
      await sleep(everyMs, undefined, signal ? { signal } : {});
    }
  }
}
