import type { InvocationLog } from './invocation-log.ts';
import type { Clock, TokenParameter } from './ports.ts';

/**
 * The shortest time between two rereads while Semaphore rejects the token; the first reread follows at once. It is this long
 * because SSM allows an account only 40 reads a second.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store (GetParameter, default throughput)
 */
const REREAD_SPACING_MS = 10_000;

/** The parameter's value cannot be a token. The message never contains the value. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
  readonly parameter: string;

  constructor(parameter: string) {
    super(`parameter ${parameter} holds no valid token: it must be printable ASCII without spaces`);
    this.parameter = parameter;
  }
}

/** Lives as long as the execution environment, so that an outage of SSM does not stop scaling. */
export interface TokenCache {
  token?: string;
}

export interface TokenSourceParts {
  readonly parameter: TokenParameter;
  readonly cache: TokenCache;
  readonly clock: Clock;
  readonly log: InvocationLog;
}

/**
 * Reads the token once per invocation. Reads it again after Semaphore has rejected it, then at most every ten seconds. If no
 * read has succeeded yet, each call of `get` reads.
 */
export class TokenSource {
  readonly #parts: TokenSourceParts;
  #token: string | undefined;
  #reading: Promise<string> | undefined;
  #rejected = false;
  #rereadAt = Number.NEGATIVE_INFINITY;

  constructor(parts: TokenSourceParts) {
    this.#parts = parts;
  }

  /**
   * Returns the token. If it cannot be read, returns the last one that this execution environment has read.
   * @throws AwsError, InvalidTokenError if it has never read one; the next call tries again
   */
  async get(): Promise<string> {
    const now = this.#parts.clock.now();
    if (this.#token === undefined) return this.#read();
    if (!this.#rejected || now - this.#rereadAt < REREAD_SPACING_MS) return this.#token;
    this.#rejected = false;
    this.#rereadAt = now;
    return this.#read();
  }

  /** Call this when Semaphore rejects the token, which may have been replaced. */
  rejected(): void {
    this.#rejected = true;
  }

  /** Polls that start during a read share it. */
  #read(): Promise<string> {
    this.#reading ??= this.#readOrCached()
      .then((token) => (this.#token = token))
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readOrCached(): Promise<string> {
    const { parameter, cache, log } = this.#parts;
    try {
      return (cache.token = validToken(await parameter.read(), parameter.name));
    } catch (error) {
      if (cache.token === undefined) throw error;
      log.tokenFailure(error);
      return cache.token;
    }
  }
}

/** Trims white space, because a line break is easily pasted with the token. */
function validToken(value: string, parameterName: string): string {
  const token = value.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidTokenError(parameterName);
  return token;
}
