import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

export const connectionRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_ENDPOINT', 'SEMAPHORE_ORGANIZATION'],
    ({ SEMAPHORE_ENDPOINT: endpoint, SEMAPHORE_ORGANIZATION: organization }) =>
      when(endpoint === undefined && organization === undefined, {
        key: 'SEMAPHORE_ENDPOINT',
        expected:
          "to be set: the host of Semaphore's API; or SEMAPHORE_ORGANIZATION, for <organization>.semaphoreci.com",
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_VPC_ID', 'SEMAPHORE_AGENT_SUBNETS'],
    ({ SEMAPHORE_AGENT_VPC_ID: vpcId, SEMAPHORE_AGENT_SUBNETS: subnets }) => [
      ...when(vpcId !== undefined && subnets.length === 0, {
        key: 'SEMAPHORE_AGENT_SUBNETS',
        expected: `at least one subnet of SEMAPHORE_AGENT_VPC_ID, which is ${vpcId}`,
      }),
      ...when(vpcId === undefined && subnets.length > 0, {
        key: 'SEMAPHORE_AGENT_SUBNETS',
        expected:
          'not to be set without SEMAPHORE_AGENT_VPC_ID: subnets have an effect only in the VPC named there (for zones of the default VPC there is SEMAPHORE_AGENT_AZS)',
      }),
    ],
  ),
];
