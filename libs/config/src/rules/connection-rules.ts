import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

export const connectionRules: readonly Rule[] = [
  ({ endpoint, organization }) =>
    when(endpoint === undefined && organization === undefined, {
      parameter: parameters.endpoint,
      expected:
        "to be set: the host of Semaphore's API; or SEMAPHORE_ORGANIZATION, for <organization>.semaphoreci.com",
    }),
  ({ network: { vpcId, subnetIds } }) => [
    ...when(vpcId !== undefined && subnetIds.length === 0, {
      parameter: parameters.network.subnetIds,
      expected: `at least one subnet of SEMAPHORE_AGENT_VPC_ID, which is ${vpcId}`,
    }),
    ...when(vpcId === undefined && subnetIds.length > 0, {
      parameter: parameters.network.subnetIds,
      expected:
        'not to be set without SEMAPHORE_AGENT_VPC_ID: these must be subnets of that VPC (to choose zones of the default VPC, set SEMAPHORE_AGENT_AZS)',
    }),
  ],
];
