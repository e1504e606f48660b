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
];

/** The features that the fleet uses and for which CloudFormation lacks actions, as `<parameter> needs <actions>`; undefined if there are none. */
export function featuresWithoutRights(fleet: FleetConfig, lacking: readonly string[]): string | undefined {
  const needs = FEATURES.filter(({ isOn }) => isOn(fleet)).flatMap(({ parameter, service, actions }) => {
    const missing = actions
      .map((action) => `${service}:${action}`)
      .filter((action) => lacking.includes(action));
    return missing.length === 0 ? [] : [`${parameter} needs ${missing.join(' and ')}`];
  });
  return needs.length === 0 ? undefined : needs.join('; ');
}
