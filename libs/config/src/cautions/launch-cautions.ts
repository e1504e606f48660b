import { isWindows } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { hasFixedSize } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';

/** The shortest useful launch timeout: about three times the slowest boot. EC2 takes minutes to hand out a Mac. */
const shortestFor = (os: string): { readonly system: string; readonly seconds: number } => {
  if (os === 'macos') return { system: 'macOS', seconds: 3_600 };
  return isWindows(os) ? { system: 'Windows', seconds: 900 } : { system: 'Linux', seconds: 180 };
};

export const launchCautions: readonly FindCautions[] = [
  ({ instance: { os }, group: { launchTimeoutSeconds } }) => {
    const { system, seconds } = shortestFor(os);
    return when(launchTimeoutSeconds > 0 && launchTimeoutSeconds < seconds, {
      parameter: parameters.group.launchTimeoutSeconds,
      effect: `is short for ${system}: the group replaces each instance whose agent is not ready after ${launchTimeoutSeconds} seconds, even if it is only slow`,
      remedy: `Set at least ${seconds}`,
    });
  },
  ({ group: { deployCanary, launchTimeoutSeconds } }) =>
    when(deployCanary && launchTimeoutSeconds === 0, {
      parameter: parameters.group.deployCanary,
      effect:
        "can only count agents without a launch timeout, so an agent of the previous version that registers meanwhile passes for the canary's",
      remedy: 'Set SEMAPHORE_AGENT_LAUNCH_TIMEOUT',
    }),
  ({ group }) =>
    when(group.deployCanary && hasFixedSize(group), {
      parameter: parameters.group.deployCanary,
      effect: `finds no room for a canary while the minimum and maximum size are both ${group.maxSize}: it waits for an instance to leave, and if none does in time, the new version stays untested`,
      remedy: 'Raise SEMAPHORE_AGENT_ASG_MAX_SIZE by one',
    }),
];
