import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import type { Turns } from '../ports.ts';

/** Turns as versions of a parameter of Systems Manager, which counts them itself: no clock and no two writers can confuse it. */
export class ParameterTurns implements Turns {
  readonly #parameters: Pick<ParameterStore, 'putString' | 'getVersion'>;
  readonly #name: string;
  readonly #requestId: string;

  /** @param requestId the parameter's value, for people who look at it */
  constructor(parameters: Pick<ParameterStore, 'putString' | 'getVersion'>, name: string, requestId: string) {
    this.#parameters = parameters;
    this.#name = name;
    this.#requestId = requestId;
  }

  take(): Promise<number> {
    return this.#parameters.putString(this.#name, this.#requestId);
  }

  current(): Promise<number> {
    return this.#parameters.getVersion(this.#name);
  }
}
