import { DeleteTagsCommand, ResumeProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { LAUNCH_BRAKE_TAG, LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from './clients.ts';

interface Groups {
  readonly name: string;
  /** The group of on-demand instances that stand in for spot instances; undefined if the fleet has none. */
  readonly standIns?: { readonly name: string; readonly isBraked?: boolean } | undefined;
}

/** Resumes the launches that the launch brake has suspended, in the main group and in the group of stand-ins. @throws AwsError */
export async function resumeLaunches(
  aws: Pick<AwsClients, 'autoScaling'>,
  { name, standIns }: Groups,
): Promise<void> {
  // The main group is resumed last: as long as it has the brake's tag, the command can be repeated.
  if (standIns?.isBraked) await resumeLaunchesOf(aws, standIns.name);
  await resumeLaunchesOf(aws, name);
}

/** Removes the tag last: if launches were still suspended without the tag, the scaler would assume that a person suspended them. */
async function resumeLaunchesOf(
  { autoScaling }: Pick<AwsClients, 'autoScaling'>,
  group: string,
): Promise<void> {
  const resume = new ResumeProcessesCommand({
    AutoScalingGroupName: group,
    ScalingProcesses: [LAUNCH_PROCESS],
  });
  await ask('autoscaling:ResumeProcesses', `group ${group}`, (options) => autoScaling.send(resume, options));
  const tag = { ResourceId: group, ResourceType: 'auto-scaling-group', Key: LAUNCH_BRAKE_TAG };
  const untag = new DeleteTagsCommand({ Tags: [tag] });
  await ask('autoscaling:DeleteTags', `group ${group}`, (options) => autoScaling.send(untag, options));
}
