import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { leaseNotesIn, leaseValue } from '@agent-aws-stack/contract';
import type { Lease, LeaseState, Notes } from '../ports.ts';

type Parameters = Pick<ParameterStore, 'putString' | 'getVersioned'>;

/** Uses an SSM parameter as the lease. Parameter Store increments the parameter's version with each write, even of the same value. */
export class ParameterLease implements Lease {
  readonly #parameters: Parameters;
  readonly #name: string;

  constructor(parameters: Parameters, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  take({ estimate, shortage }: Notes): Promise<number> {
    const value = leaseValue({ quota: estimate, shortage });
    // Name the tier, because the account's default tier may be advanced, which costs money.
    return this.#parameters.putString(this.#name, value, { tier: 'Standard' });
  }

  async read(): Promise<LeaseState> {
    const { value, version } = await this.#parameters.getVersioned(this.#name);
    const { quota, shortage } = leaseNotesIn(value);
    return { version, estimate: quota, shortage };
  }
}
