import type { Clock, TokenStore } from './ports.ts';

const REREAD_SPACING_MS = 10_000;

/** Reads the token once, and again when Semaphore refuses it, at most every ten seconds. */
export class TokenKeeper {
  readonly #store: TokenStore;
  readonly #clock: Clock;
  #token: string | undefined;
  #reading: Promise<string> | undefined;
  #refused = false;
  #rereadAt = Number.NEGATIVE_INFINITY;

  constructor(store: TokenStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * The token; a failed read leaves the one before in place, and the next call tries again.
   * @throws AwsError, InvalidTokenError
   */
  async get(): Promise<string> {
    if (this.#token === undefined) return this.#read();
    if (!this.#refused || this.#clock.now() - this.#rereadAt < REREAD_SPACING_MS) return this.#token;
    this.#refused = false;
    this.#rereadAt = this.#clock.now();
    return this.#read();
  }

  /** Semaphore did not know the token: it may have been replaced. */
  refused(): void {
    this.#refused = true;
  }

  /** Polls that start while a read is under way share it. */
  #read(): Promise<string> {
    this.#reading ??= this.#store
      .read()
      .then((token) => (this.#token = token))
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }
}
