import { AwsError } from '@agent-aws-stack/aws-clients';
import type { FleetConfig } from '@agent-aws-stack/config';
import { isWindows, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { awsClients, type AwsClients } from '../../../aws/clients.ts';
import type { PreviousVersion } from '../../../cdk/previous-assembly.ts';
import { describeError } from '../../../cli/describe-error.ts';
import { UserError } from '../../../cli/errors.ts';
import type { Shell } from '../../../cli/shell.ts';
import { demandOf } from '../../../observe/demand.ts';
import { LookupSkippedError } from '../../../observe/fact.ts';
import { groupOf, type Group } from '../../../observe/group.ts';
import { parameterOf } from '../../../observe/parameter.ts';
import type { Template } from '../../../planning/plan-file.ts';
import { Canary, type CanaryLook } from './canary.ts';

/** What the test of a deployment must know from before the deployment. */
export interface PreparedCanary {
  readonly previous: PreviousVersion;
  readonly canary: Canary;
  readonly look: () => Promise<CanaryLook>;
  readonly limitMs: number;
}

/**
 * Reads what is needed to put the present version back, and looks at the fleet as the test will, so that a missing permission is found before
 * anything changes.
 * @throws UserError if the fleet cannot be looked at
 */
export async function prepareCanary(
  fleet: FleetConfig,
  template: Template,
  { env, now }: Pick<Shell, 'env' | 'now'>,
): Promise<PreparedCanary> {
  const aws = awsClients(env);
  const { stackName } = fleet;
  const hasLaunchHook = fleet.group.launchTimeoutSeconds > 0;
  const limitMs = limitOf(fleet);
  try {
    const inputs = await aws.stacks.inputs(stackName);
    const look = async (): Promise<CanaryLook> => {
      const [group, agents] = await Promise.all([
        groupOfStack(aws, stackName),
        hasLaunchHook ? 0 : agentsOf(aws, fleet),
      ]);
      return { at: now(), group, agents };
    };
    const { group } = await look();
    const before = new Set(group.instances.map(({ id }) => id));
    const canary = new Canary({ before, hasLaunchHook, hadLaunchHook: hasHook(template), limitMs });
    return { previous: { template, parameters: {}, tags: {}, ...inputs }, canary, look, limitMs };
  } catch (error) {
    const report = describeError(error);
    if (report === undefined && !(error instanceof AwsError || error instanceof LookupSkippedError))
      throw error;
    const lines = [
      'was not deployed, because its canary could not be watched',
      report?.message ?? (error as Error).message,
      report?.remedy ?? '',
      hasLaunchHook ? '' : 'With SEMAPHORE_AGENT_LAUNCH_TIMEOUT, the canary needs no token',
    ].filter((line) => line !== '');
    throw new UserError(`stack ${stackName}`, lines.join('\n  '), undefined, { cause: error });
  }
}

/** The main group, without the instances that stand in for spot instances. */
async function groupOfStack(aws: AwsClients, stackName: string): Promise<Group> {
  const main = await aws.stacks.physicalId(stackName, LOGICAL_IDS.group);
  if (main === undefined) throw new LookupSkippedError(`stack ${stackName} has no group`);
  return groupOf(aws, { main, onDemand: undefined });
}

async function agentsOf(aws: AwsClients, { endpoint, token }: FleetConfig): Promise<number> {
  const { agents } = await demandOf(endpoint, await parameterOf(aws, token.parameterName));
  return agents.idle + agents.occupied;
}

/** The launch timeout or, without one, about three times a slow boot. */
function limitOf({ group, instance: { os } }: FleetConfig): number {
  if (group.launchTimeoutSeconds > 0) return group.launchTimeoutSeconds * 1_000;
  return (os === 'macos' ? 60 : isWindows(os) ? 30 : 15) * 60_000;
}

const hasHook = ({ Resources = {} }: Template): boolean =>
  Object.values(Resources as Readonly<Record<string, { readonly Type?: string }>>).some(
    ({ Type }) => Type === 'AWS::AutoScaling::LifecycleHook',
  );
