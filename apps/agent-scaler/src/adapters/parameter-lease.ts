import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { leaseValue, quotaNoteIn } from '@agent-aws-stack/contract';
import type { QuotaEstimate } from '@agent-aws-stack/sizing';
import type { Lease, LeaseState } from '../ports.ts';

type Parameters = Pick<ParameterStore, 'putString' | 'getVersioned'>;

/** Uses an SSM parameter as the lease. Parameter Store increments the parameter's version with each write, even of the same value. */
export class ParameterLease implements Lease {
  readonly #parameters: Parameters;
  readonly #name: string;

  constructor(parameters: Parameters, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  take(estimate: QuotaEstimate | undefined): Promise<number> {
    // The account's default tier may be advanced, which costs money.
    return this.#parameters.putString(this.#name, leaseValue(estimate), { tier: 'Standard' });
  }

  async read(): Promise<LeaseState> {
    const { value, version } = await this.#parameters.getVersioned(this.#name);
    return { version, estimate: quotaNoteIn(value) };
  }
}
