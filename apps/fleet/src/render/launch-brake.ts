import { LAUNCH_PROCESS } from '@agent-aws-stack/contract';
import type { Group } from '../observe/group.ts';
import { clock } from './render-entry.ts';

type Launches = Pick<Group, 'name' | 'launchBrake' | 'suspended' | 'standIns'>;

/** What the launch brake does, in a sentence without a full stop. Undefined while it does not act. */
export function describeLaunchBrake({ launchBrake: brake, suspended }: Launches): string | undefined {
  if (brake === undefined || brake.kind === 'watching') return undefined;
  const isSuspended = suspended.includes(LAUNCH_PROCESS);
  const since = `agents do not start: launch brake open since ${clock(new Date(brake.since))} UTC`;
  if (brake.kind === 'probing') {
    const probe = `${since}; probe ${brake.probes} lets the group launch once`;
    // Launches may still be suspended, because the scaler writes the brake's tag before it resumes them. Or a person has suspended launches, and
    // the scaler has yet to remove the tag.
    return isSuspended ? `${probe}, but launches are still suspended, or someone has suspended them` : probe;
  }
  if (!isSuspended) return `${since}; launches are not suspended, because someone has resumed them`;
  return brake.probes === 0
    ? `${since}; launches are suspended until the first probe`
    : `${since}; launches are suspended, ${brake.probes} probe${brake.probes === 1 ? '' : 's'} so far`;
}

/**
 * The groups whose launches are suspended, but not by the launch brake. AWS also suspends launches if none has succeeded for a day:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
 */
export function groupsSuspendedByOthers(group: Launches): readonly string[] {
  const { name, suspended, standIns } = group;
  const isBraked = describeLaunchBrake(group) !== undefined;
  const groups = [
    ...(isBraked ? [] : [{ name, suspended }]),
    ...(standIns === undefined || standIns.isBraked ? [] : [standIns]),
  ];
  return groups.flatMap((each) => (each.suspended.includes(LAUNCH_PROCESS) ? each.name : []));
}

/** The command of the AWS CLI that resumes a group's launches. */
export const resumeCommand = (group: string): string =>
  `aws autoscaling resume-processes --auto-scaling-group-name ${group} --scaling-processes ${LAUNCH_PROCESS}`;

/** Who other than the launch brake suspends launches, in a sentence without a full stop. Undefined if nobody does. */
export function describeOtherSuspension(group: Launches): string | undefined {
  const names = groupsSuspendedByOthers(group);
  return names.length === 0
    ? undefined
    : `launches of ${names.join(' and ')} are suspended, not by the launch brake: by a person, or by AWS after a day of failed launches`;
}
