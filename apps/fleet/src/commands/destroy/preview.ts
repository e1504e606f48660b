import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../../aws/clients.ts';
import type { Fact } from '../../observe/fact.ts';
import { settle } from '../../observe/settle.ts';
import { deployedStack } from '../../observe/deployed-stack.ts';
import { askSemaphore } from '../../observe/ask-semaphore.ts';
import { readStoredToken } from '../../observe/stored-token.ts';
import { countInstances, totalOf, type InstanceCounts } from './count-instances.ts';

/** What destroying a fleet would delete and terminate. */
export interface DestroyPreview {
  readonly stackName: string;
  readonly region: string;
  /** Number of resources by CloudFormation type; undefined if the fleet is not deployed. */
  readonly resources: Readonly<Record<string, number>> | undefined;
  /** The group's instances, including those that are already terminating. */
  readonly instances: InstanceCounts;
  /** The number of running jobs of the agent type, in this fleet or elsewhere. */
  readonly runningJobs: Fact<number>;
}

/** Looks up what destroying a fleet would delete and terminate. @throws AwsError if the stack cannot be read */
export async function previewDestroy(
  aws: Pick<AwsClients, 'stacks' | 'sts' | 'autoScaling' | 'ssm'>,
  { stackName, endpoint, token }: FleetConfig,
): Promise<DestroyPreview> {
  const [region, deployed, runningJobs] = await Promise.all([
    aws.sts.config.region(),
    deployedStack(aws, stackName, { instances: true }),
    settle(
      readStoredToken(aws.ssm, token.parameterName)
        .then((value) => askSemaphore(endpoint, value))
        .then(({ jobs }) => jobs.running),
    ),
  ]);
  return {
    stackName,
    region,
    resources: deployed && countTypes(deployed.template['Resources']),
    instances: countInstances(deployed?.group?.lifecycles ?? []),
    runningJobs,
  };
}

function countTypes(resources: unknown): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(
    (resources ?? {}) as Readonly<Record<string, { readonly Type: string }>>,
  )) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

/**
 * The maximum number of jobs that are terminated with their instances: at most one per instance, and at most those that are
 * running. Fewer are terminated if some of them run outside the fleet, or finish in time.
 */
export const maxTerminatedJobs = ({ instances, runningJobs }: DestroyPreview): number =>
  Math.min(totalOf(instances), runningJobs.known ? runningJobs.value : Infinity);
