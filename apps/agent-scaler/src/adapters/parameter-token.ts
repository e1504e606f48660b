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

/** The token in a SecureString of Systems Manager. */
export class ParameterToken implements TokenStore {
  readonly #parameters: Pick<ParameterStore, 'getSecureString'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'getSecureString'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  /** White space around the token is dropped: a line break is easily pasted along. */
  async read(): Promise<string> {
    const token = (await this.#parameters.getSecureString(this.#name)).trim();
    if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidTokenError(this.#name);
    return token;
  }
}
