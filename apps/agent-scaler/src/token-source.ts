import type { InvocationLog } from './invocation-log.ts';
import type { Clock, TokenParameter } from './ports.ts';

/** A replaced token is in use after this time at the latest. Each read is a call to SSM, which allows an account 40 a second. */
const REREAD_SPACING_MS = 10_000;

/** The parameter's value cannot be a token. The message never contains the value. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
  readonly parameter: string;

  constructor(parameter: string) {
    super(`parameter ${parameter} holds no token: it is empty, or has blanks or control characters inside`);
    this.parameter = parameter;
  }
}

/** Survives warm starts, so that an SSM outage doesn't stop scaling. */
export interface TokenCache {
  token?: string;
}

export interface TokenSourceParts {
  readonly parameter: TokenParameter;
  readonly cache: TokenCache;
  readonly clock: Clock;
  readonly log: InvocationLog;
}

/** Reads the token once per invocation, and again after Semaphore has rejected it, at most every ten seconds. */
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
   * The token. If it cannot be read, the last one that this execution environment has read.
   * @throws AwsError, InvalidTokenError if none has ever been read; the next call tries again
   */
  async get(): Promise<string> {
    const now = this.#parts.clock.now();
    if (this.#token === undefined) return this.#read();
    if (!this.#rejected || now - this.#rereadAt < REREAD_SPACING_MS) return this.#token;
    this.#rejected = false;
    this.#rereadAt = now;
    return this.#read();
  }

  /** Semaphore did not accept the token: it may have been replaced. */
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

/** Trims white space, because a line break is easily pasted along. */
function validToken(value: string, parameterName: string): string {
  const token = value.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidTokenError(parameterName);
  return token;
}
