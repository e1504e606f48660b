import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

/** A rollout this slow gives the hosts of the first instances time to be ready again before the last instances leave. */
const MAC_ROLLOUT_MINUTES = 240;

export const macCautions: readonly FindCautions[] = [
  ({ instance: { os }, group }) =>
    when(os === 'macos' && group.launchTemplateOverrides.length > 0, {
      parameter: parameters.group.launchTemplateOverrides,
      effect: 'is ignored on macOS, where SEMAPHORE_AGENT_MAC_FAMILY sets the instance types',
      remedy: 'Remove it',
    }),
  // After each instance, AWS prepares the host for the next one: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/mac-instance-stop.html
  ({ instance: { os }, group: { imageRollout } }) =>
    when(os === 'macos' && imageRollout !== undefined && imageRollout.spreadMinutes < MAC_ROLLOUT_MINUTES, {
      parameter: parameters.group.imageRollout,
      effect:
        'is fast for macOS: a Mac host takes up to two hours until it can run the next instance, so most agents may be missing at once',
      remedy: `Set spreadMinutes to at least ${MAC_ROLLOUT_MINUTES}`,
    }),
  // renderedtext/agent-aws-stack#197: License Manager releases a host as soon as it is empty and a day old.
  ({ instance: { os, mac } }) =>
    when(os === 'macos' && mac.dedicatedHostIds.length > 0 && mac.autoReleaseHost, {
      parameter: parameters.instance.mac.autoReleaseHost,
      effect:
        'is true, so License Manager releases the hosts of SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS when they are empty, and you may not get them back',
      remedy: 'Set false to keep them',
    }),
];
