import type { FleetConfig } from '@agent-aws-stack/config';

/** A feature for which CloudFormation calls actions that it needs for no other. */
interface Feature {
  readonly parameter: string;
  readonly service: string;
  readonly actions: readonly string[];
  readonly isOn: (fleet: FleetConfig) => boolean;
}

const FEATURES: readonly Feature[] = [
  {
    parameter: 'SEMAPHORE_AGENT_LAUNCH_TIMEOUT',
    service: 'autoscaling',
    actions: ['PutLifecycleHook', 'DeleteLifecycleHook'],
    isOn: ({ group }) => group.launchTimeoutSeconds > 0,
  },
  {
    parameter: 'SEMAPHORE_AGENT_SCHEDULES_JSON',
    service: 'autoscaling',
    actions: ['PutScheduledUpdateGroupAction', 'DeleteScheduledAction'],
    isOn: ({ group }) => group.schedules.length > 0,
  },
];

/**
 * The features that the fleet uses and for which CloudFormation lacks actions, as `<parameter> needs <actions>`; undefined if there are none.
 * @param allowed - the actions that CloudFormation may call; may contain wildcards
 */
export function featuresWithoutRights(fleet: FleetConfig, allowed: readonly string[]): string | undefined {
  const patterns = allowed.map(
    (action) => new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i'),
  );
  const needs = FEATURES.filter(({ isOn }) => isOn(fleet)).flatMap(({ parameter, service, actions }) => {
    const missing = actions
      .map((action) => `${service}:${action}`)
      .filter((action) => !patterns.some((pattern) => pattern.test(action)));
    return missing.length === 0 ? [] : [`${parameter} needs ${missing.join(' and ')}`];
  });
  return needs.length === 0 ? undefined : needs.join('; ');
}
