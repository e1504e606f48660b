import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

const { permissionsBoundaryArn } = parameters;

/** The boundary that the bootstrap creates: apps/infra/permissions-boundary.json. */
const OWN = /(?:^|\/)agent-aws-stack-permissions-boundary$/;
const remedy =
  'Create a boundary of your own that allows this, as docs/deploy.md says under Permissions boundary, and name that boundary here';

const limited = (name: string, policies: readonly string[]) =>
  when(policies.length > 0, {
    parameter: permissionsBoundaryArn,
    effect: `limits what the policies in ${name} allow (${policies.join(', ')})`,
    remedy,
  });

/** Cautions about what the permissions boundary of the bootstrap does not allow. */
export const boundaryCautions: readonly FindCautions[] = [
  ({ permissionsBoundaryArn: boundary = '', token, agent, instance }) => {
    if (!OWN.test(boundary)) return [];
    return [
      ...when(!/^\/?semaphore\//.test(token.parameterName), {
        parameter: permissionsBoundaryArn,
        effect: `does not allow reading the token in ${token.parameterName}, only in parameters whose names start with /semaphore/, so no agent can start`,
        remedy,
      }),
      ...when(agent.cacheBucketName !== undefined && !agent.cacheBucketName.includes('semaphore'), {
        parameter: permissionsBoundaryArn,
        effect: `does not allow using the cache bucket ${agent.cacheBucketName}, only buckets whose names contain semaphore`,
        remedy,
      }),
      ...limited('SEMAPHORE_AGENT_MANAGED_POLICY_NAMES', instance.managedPolicies),
      ...limited('SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES', agent.jobManagedPolicies),
    ];
  },
];
