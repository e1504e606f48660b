import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../../aws/clients.ts';
import type { Fact } from '../../observe/fact.ts';
import { settle } from '../../observe/settle.ts';
import { deployedStack } from '../../observe/deployed-stack.ts';
import { askSemaphore } from '../../observe/ask-semaphore.ts';
import { readStoredToken } from '../../observe/stored-token.ts';
import { countInstances, totalOf, type InstanceCounts } from './count-instances.ts';

/** What the end of a fleet comes to. */
export interface DestroyPreview {
  readonly stackName: string;
  readonly region: string;
  /** What the stack holds, by CloudFormation type; absent: it is not deployed. */
  readonly resources: Readonly<Record<string, number>> | undefined;
  /** Of the group, those that leave already among them. */
  readonly instances: InstanceCounts;
  /** Jobs of its agent type that run just now. */
  readonly runningJobs: Fact<number>;
}

/** Looks at a fleet that is to go. @throws AwsError when its stack cannot be looked at */
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
 * Jobs that end with their instances at most: each has one, jobs of the agent type may run elsewhere too, and one that runs
 * now may be done in time.
 */
export const jobsAtMost = ({ instances, runningJobs }: DestroyPreview): number =>
  Math.min(totalOf(instances), runningJobs.known ? runningJobs.value : Infinity);
