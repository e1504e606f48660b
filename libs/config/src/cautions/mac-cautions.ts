import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

export const macCautions: readonly FindCautions[] = [
  ({ instance: { os }, group }) =>
    when(os === 'macos' && group.launchTemplateOverrides.length > 0, {
      parameter: parameters.group.launchTemplateOverrides,
      effect: 'is ignored on macOS, where SEMAPHORE_AGENT_MAC_FAMILY sets the instance types',
      remedy: 'Remove it',
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
