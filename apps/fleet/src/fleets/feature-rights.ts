import type { FleetConfig } from '@agent-aws-stack/config';
import { rolloutParameterName } from '@agent-aws-stack/contract';

/** Actions that a policy allows on resources; each may contain wildcards. */
export interface PolicyStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A feature for which CloudFormation needs permissions that no other feature needs. */
interface Feature {
  readonly parameter: string;
  readonly actions: readonly string[];
  /** The name of the resource: the last part of its ARN. @default - any resource: only the actions matter */
  readonly resourceOf?: (fleet: FleetConfig) => string;
  readonly isOn: (fleet: FleetConfig) => boolean;
}

const FEATURES: readonly Feature[] = [
  {
    parameter: 'SEMAPHORE_AGENT_LAUNCH_TIMEOUT',
    actions: ['autoscaling:PutLifecycleHook', 'autoscaling:DeleteLifecycleHook'],
    isOn: ({ group }) => group.launchTimeoutSeconds > 0,
  },
  {
    parameter: 'SEMAPHORE_AGENT_SCHEDULES_JSON',
    actions: ['autoscaling:PutScheduledUpdateGroupAction', 'autoscaling:DeleteScheduledAction'],
    isOn: ({ group }) => group.schedules.length > 0,
  },
  {
    parameter: 'SEMAPHORE_AGENT_IMAGE_ROLLOUT',
    actions: ['ssm:PutParameter', 'ssm:DeleteParameter'],
    resourceOf: ({ stackName }) => `parameter/${rolloutParameterName(stackName)}`,
    isOn: ({ group }) => group.imageRollout !== undefined,
  },
];

/**
 * The features that the fleet uses and for which CloudFormation lacks permissions, as `<parameter> needs <actions>`; undefined if there are none.
 * @param allowed - the statements of CloudFormation's policies that allow something; their conditions, regions and accounts are assumed to match
 */
export function featuresWithoutRights(
  fleet: FleetConfig,
  allowed: readonly PolicyStatement[],
): string | undefined {
  const needs = FEATURES.filter(({ isOn }) => isOn(fleet)).flatMap(({ parameter, actions, resourceOf }) => {
    const resource = resourceOf?.(fleet);
    const missing = actions.filter(
      (action) => !allowed.some((statement) => covers(statement, action, resource)),
    );
    if (missing.length === 0) return [];
    return [`${parameter} needs ${missing.join(' and ')}${resource === undefined ? '' : ` on ${resource}`}`];
  });
  return needs.length === 0 ? undefined : needs.join('; ');
}

function covers(
  { actions, resources }: PolicyStatement,
  action: string,
  resource: string | undefined,
): boolean {
  return (
    actions.some((pattern) => matches(pattern, action, 'i')) &&
    (resource === undefined || resources.some((pattern) => matches(resourceIn(pattern), resource)))
  );
}

/** The last part of an ARN, which may be a pattern and may end earlier with a wildcard. */
function resourceIn(arn: string): string {
  const parts = arn.split(':');
  return parts.length > 5 ? parts.slice(5).join(':') : (parts.at(-1) ?? '');
}

/** Whether a text matches a pattern of IAM: `*` is any text, `?` any character. */
const matches = (pattern: string, text: string, flags = ''): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    flags,
  ).test(text);
