import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import type { Turn, Turns } from '../ports.ts';

/** What the stack gives the parameter: a turn is a new version of it, and changes nothing that the stack looks at. */
const VALUE = 'its version is the turn';

/** Turns as versions of a parameter of Systems Manager, which counts them and tells when they were taken. */
export class ParameterTurns implements Turns {
  readonly #parameters: Pick<ParameterStore, 'putString' | 'getRevision'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'putString' | 'getRevision'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  take(): Promise<number> {
    return this.#parameters.putString(this.#name, VALUE);
  }

  async last(): Promise<Turn> {
    const { version, writtenAt } = await this.#parameters.getRevision(this.#name);
    return { number: version, takenAt: writtenAt };
  }
}
