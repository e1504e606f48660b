import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { TURN_VALUE } from '@agent-aws-stack/contract';
import type { Turns } from '../ports.ts';

/** Turns as versions of a parameter of Systems Manager, which counts them. */
export class ParameterTurns implements Turns {
  readonly #parameters: Pick<ParameterStore, 'putString' | 'getVersion'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'putString' | 'getVersion'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  async take(): Promise<void> {
    // Else an account that makes parameters advanced by default would make this one so, and pay for it.
    await this.#parameters.putString(this.#name, TURN_VALUE, { tier: 'Standard' });
  }

  last(): Promise<number> {
    return this.#parameters.getVersion(this.#name);
  }
}
