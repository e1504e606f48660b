import type { ImageFamily } from './image-families.ts';

/** Prefix of the log groups to which the CloudWatch agent of every image writes. */
export const INSTANCE_LOG_PREFIX = '/semaphore/';

const group = (name: string): string => `${INSTANCE_LOG_PREFIX}${name}`;

/** The log group with the logs of the agents. */
export const AGENT_LOG_GROUP = group('agent');

/** The log group with a BootLine of each start, which images write to boot.log in the agent's folder. */
export const BOOT_LOG_GROUP = group('boot');

/** The log groups of a family's images. Users' alarms, dashboards and queries use these names. All fleets of an account and region share them. */
export const INSTANCE_LOG_GROUPS: Readonly<Record<ImageFamily, readonly string[]>> = {
  linux: [
    AGENT_LOG_GROUP,
    BOOT_LOG_GROUP,
    ...['agent/health', 'cfn-init', 'cloud-init', 'cloud-init/output', 'system'].map(group),
  ],
  windows: [
    AGENT_LOG_GROUP,
    BOOT_LOG_GROUP,
    ...[
      'agent/health',
      'cfn-init',
      'EC2Launch/agent',
      'EC2Launch/error',
      'EC2Launch/console',
      'EC2Launch/output',
      'system',
    ].map(group),
  ],
  macos: [AGENT_LOG_GROUP, BOOT_LOG_GROUP, ...['agent/health', 'cloud-init', 'system'].map(group)],
};

/** The retention that `bootstrap` gives to each of INSTANCE_LOG_GROUPS that has no retention. */
export const INSTANCE_LOG_RETENTION_DAYS = 30;

/** The id of the instance that writes to a log stream: the stream's name without the prefix of the fleet, if it has one. */
export const instanceOfLogStream = (stream: string): string => stream.slice(stream.lastIndexOf('/') + 1);
