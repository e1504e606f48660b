import { DeleteTagsCommand, ResumeProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { LAUNCH_BRAKE_TAG, LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from './clients.ts';

interface Groups {
  readonly name: string;
  /** Those that stand in for spot instances. */
  readonly standIns?: { readonly name: string; readonly isBraked?: boolean } | undefined;
}

/** Resumes the launches that the launch brake has suspended, of the main group and of the instances that stand in. @throws AwsError */
export async function resumeLaunches(
  aws: Pick<AwsClients, 'autoScaling'>,
  { name, standIns }: Groups,
): Promise<void> {
  // The main group goes last: while it has its tag, the command can be repeated.
  if (standIns?.isBraked) await resumeLaunchesOf(aws, standIns.name);
  await resumeLaunchesOf(aws, name);
}

/** The tag goes last: without it, a suspension is taken for a person's. */
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
