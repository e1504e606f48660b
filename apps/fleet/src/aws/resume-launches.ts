import { DeleteTagsCommand, ResumeProcessesCommand } from '@aws-sdk/client-auto-scaling';
import { LAUNCH_BRAKE_TAG, LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from './clients.ts';

/** Resumes the launches that the launch brake has suspended. The tag goes last: without it, a suspension is taken for a person's. @throws AwsError */
export async function resumeLaunches(
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
