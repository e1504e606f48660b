import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import type { Turns } from '../ports.ts';

/** What the stack gives the parameter: a turn is a new version of it, and changes nothing that the stack looks at. */
const VALUE = 'its version is the turn';

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
    await this.#parameters.putString(this.#name, VALUE, { tier: 'Standard' });
  }

  last(): Promise<number> {
    return this.#parameters.getVersion(this.#name);
  }
}
