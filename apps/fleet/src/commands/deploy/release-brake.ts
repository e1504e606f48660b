import { AwsError } from '@agent-aws-stack/aws-clients';
import type { FleetConfig } from '@agent-aws-stack/config';
import { LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import { awsClients } from '../../aws/clients.ts';
import { resumeLaunches } from '../../aws/resume-launches.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { LookupSkippedError } from '../../observe/fact.ts';
import { groupOf } from '../../observe/group.ts';
import type { ResourceChange } from '../../planning/compare-templates.ts';

/** What a deployment has done about an open launch brake. */
export interface BrakeRelease {
  readonly released: boolean;
  readonly message: string;
}

/**
 * Releases the launch brake after a deployment that has changed the launch template: the new template may be the repair, and launches need not wait
 * for a probe. Also releases the brake if the fleet no longer has one: nothing else would resume launches. Returns undefined if there is no reason to
 * release the brake, or if it is not open. Does not reject if a call to AWS fails: the fleet is deployed already.
 */
export async function releaseBrakeAfter(
  changes: readonly ResourceChange[],
  { stackName, scaler, group: settings }: Pick<FleetConfig, 'stackName' | 'scaler' | 'group'>,
  { env }: Pick<Shell, 'env'>,
  fullCommand: FullCommand,
): Promise<BrakeRelease | undefined> {
  const isOff = scaler?.launchBrake !== true;
  if (
    !isOff &&
    !changes.some(({ logicalId, kind }) => logicalId === LOGICAL_IDS.launchTemplate && kind !== 'remove')
  )
    return undefined;
  const aws = awsClients(env);
  try {
    const main = await aws.stacks.physicalId(stackName, LOGICAL_IDS.group);
    if (main === undefined) return undefined;
    const hasStandIns = settings.purchase.onDemandFallbackAfterSeconds > 0;
    const onDemand = hasStandIns ? await aws.stacks.physicalId(stackName, ON_DEMAND_GROUP_ID) : undefined;
    const group = await groupOf(aws, { main, onDemand });
    if (group.launchBrake === undefined || group.launchBrake.kind === 'watching') return undefined;
    await resumeLaunches(aws, group);
    return {
      released: true,
      message: `${stackName}: ${isOff ? 'the fleet has no launch brake any more' : 'the launch template has changed'}, so the open launch brake was released: launches are resumed`,
    };
  } catch (error) {
    if (error instanceof LookupSkippedError) return undefined;
    if (!(error instanceof AwsError)) throw error;
    const lines = [
      `${stackName}: was deployed, but the launch brake, if it is open, was not released: ${isOff ? 'no instance is launched' : 'new instances wait for its next probe'}`,
      `  ${error.message}`,
      `  Release it: ${fullCommand('brake release')}`,
    ];
    return { released: false, message: lines.join('\n') };
  }
}
