import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { LEASE_VALUE } from '@agent-aws-stack/contract';
import type { Lease } from '../ports.ts';

/**
 * A lease whose version is that of an SSM parameter: Parameter Store increments it with each write. The value stays as
 * the stack sets it, so that drift detection finds nothing.
 */
export class ParameterLease implements Lease {
  readonly #parameters: Pick<ParameterStore, 'putString' | 'getVersion'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'putString' | 'getVersion'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  take(): Promise<number> {
    // An account may create advanced parameters by default, and those cost money.
    return this.#parameters.putString(this.#name, LEASE_VALUE, { tier: 'Standard' });
  }

  version(): Promise<number> {
    return this.#parameters.getVersion(this.#name);
  }
}
