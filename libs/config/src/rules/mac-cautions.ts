import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** What costs a fleet of Macs its hosts, or has no effect on them. */
export const macCautions: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON'],
    ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides }) =>
      when(os === 'macos' && overrides.length > 0, {
        key: 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON',
        expected: 'is ignored on macOS, where SEMAPHORE_AGENT_MAC_FAMILY decides',
      }),
  ),
  // renderedtext/agent-aws-stack#197: License Manager releases a host as soon as it is empty and a day old.
  rule(
    ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS', 'SEMAPHORE_AGENT_AUTO_RELEASE_HOST'],
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: hosts,
      SEMAPHORE_AGENT_AUTO_RELEASE_HOST: releases,
    }) =>
      when(os === 'macos' && hosts.length > 0 && releases, {
        key: 'SEMAPHORE_AGENT_AUTO_RELEASE_HOST',
        expected:
          'is true, so License Manager releases the hosts of SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS when they are empty, and you may not get them back; set false to keep them',
      }),
  ),
];
