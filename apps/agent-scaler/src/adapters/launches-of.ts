import type { ScalingActivity } from '@agent-aws-stack/aws-clients/auto-scaling';
import type { Launch } from '../launch-brake/rounds.ts';

/** Matches only launches that gave an instance. The description of any other launch has no instance id. */
const LAUNCH = /^Launching a new EC2 instance: (i-[0-9a-f]+)/;
const TERMINATION = /^Terminating EC2 instance: (i-[0-9a-f]+)/;
/**
 * Auto Scaling's words for the end of an instance that did not fail: the group shrank, or replaced an instance that worked.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
 */
const SCALE_IN =
  /shrinking the capacity|difference between desired and actual|rebalanc|instance refresh|maximum instance lifetime/i;

/** The message of a launch that a lifecycle hook abandoned. If EC2 refused the launch, the message differs. Such a launch does not count: no instance has failed. */
const ABANDONED = /Lifecycle Action .*was abandoned/;

/** The launches among scaling activities, each with its end. */
export function launchesOf(activities: readonly ScalingActivity[]): readonly Launch[] {
  const ends = new Map<string, Pick<Launch, 'endedAt' | 'cause' | 'isScaleIn'>>();
  for (const { description, cause, startedAt } of activities) {
    const instanceId = TERMINATION.exec(description)?.[1];
    if (instanceId === undefined) continue;
    ends.set(instanceId, { endedAt: startedAt.getTime(), cause, isScaleIn: SCALE_IN.test(cause) });
  }
  return activities.flatMap(({ description, startedAt, endedAt, status, message }) => {
    const instanceId = LAUNCH.exec(description)?.[1];
    if (instanceId === undefined) return [];
    // When a lifecycle hook abandons a launch, the launch's activity ends before the termination's activity begins. Until then, only the
    // launch's activity shows the end of the instance.
    const isAbandoned =
      endedAt !== undefined && status !== 'Successful' && ABANDONED.test(message ?? description);
    const end =
      ends.get(instanceId) ??
      (isAbandoned ? { endedAt: endedAt.getTime(), cause: message ?? description } : undefined);
    return [{ instanceId, startedAt: startedAt.getTime(), ...end }];
  });
}
