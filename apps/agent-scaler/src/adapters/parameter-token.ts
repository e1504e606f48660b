import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import type { TokenStore } from '../ports.ts';

/** The parameter's value can be no token; the value itself is never told. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
  readonly parameter: string;

  constructor(parameter: string) {
    super(`parameter ${parameter} holds no token: it is empty, or has blanks or control characters inside`);
    this.parameter = parameter;
  }
}

/** The token that an invocation of this execution environment has read, for those after it. */
export interface TokenMemory {
  token?: string;
}

export interface ParameterTokenOptions {
  readonly memory: TokenMemory;
  /** Told why the remembered token is given instead of the one that is stored. */
  readonly onRemembered: (error: unknown) => void;
}

/** The token in a SecureString of Systems Manager; the one of before as long as that cannot be read. */
export class ParameterToken implements TokenStore {
  readonly #parameters: Pick<ParameterStore, 'getSecureString'>;
  readonly #name: string;
  readonly #options: ParameterTokenOptions;

  constructor(
    parameters: Pick<ParameterStore, 'getSecureString'>,
    name: string,
    options: ParameterTokenOptions,
  ) {
    this.#parameters = parameters;
    this.#name = name;
    this.#options = options;
  }

  async read(): Promise<string> {
    const { memory, onRemembered } = this.#options;
    try {
      return (memory.token = await this.#readStored());
    } catch (error) {
      if (memory.token === undefined) throw error;
      onRemembered(error);
      return memory.token;
    }
  }

  /** White space around the token is dropped: a line break is easily pasted along. */
  async #readStored(): Promise<string> {
    const token = (await this.#parameters.getSecureString(this.#name)).trim();
    if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidTokenError(this.#name);
    return token;
  }
}
