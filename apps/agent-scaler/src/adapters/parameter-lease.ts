import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { LEASE_VALUE } from '@agent-aws-stack/contract';
import type { Lease } from '../ports.ts';

/**
 * Uses an SSM parameter as the lease. Parameter Store increments the parameter's version with each write. The value always
 * stays the same, so drift detection finds nothing.
 */
export class ParameterLease implements Lease {
  readonly #parameters: Pick<ParameterStore, 'putString' | 'getVersion'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'putString' | 'getVersion'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  take(): Promise<number> {
    // The account's default tier may be advanced, which costs money.
    return this.#parameters.putString(this.#name, LEASE_VALUE, { tier: 'Standard' });
  }

  version(): Promise<number> {
    return this.#parameters.getVersion(this.#name);
  }
}
