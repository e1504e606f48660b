import type { FakeGroup } from '@agent-aws-stack/aws-clients/testing';

const STACK = 'bench';
export const GROUP = 'bench-asg';
export const TOKEN_PARAMETER = '/bench/token';
export const TURN_PARAMETER = 'bench-scaler-turn';

/** The handler's environment, as the stack makes it. */
export function fleetEnvironment(semaphoreEndpoint: string): Record<string, string> {
  return {
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: TOKEN_PARAMETER,
    SEMAPHORE_AGENT_STACK_NAME: STACK,
    SEMAPHORE_AGENT_ASG_NAME: GROUP,
    SEMAPHORE_AGENT_SCALER_TURN_PARAMETER_NAME: TURN_PARAMETER,
    SEMAPHORE_ENDPOINT: semaphoreEndpoint,
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'none',
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '0',
  };
}

/** The stack's group, at a maximum of 5,000. */
export function fleetGroup(name: string, instances: number): FakeGroup {
  return {
    AutoScalingGroupName: name,
    MinSize: 0,
    MaxSize: 5_000,
    DesiredCapacity: instances,
    Tags: [{ Key: 'aws:cloudformation:stack-name', Value: STACK }],
    Instances: instanceList(instances),
  };
}

/** Instances as DescribeAutoScalingGroups tells them. */
export function instanceList(count: number): readonly object[] {
  const list = Array.from({ length: count }, (_, index) => ({
    InstanceId: `i-${index.toString(16).padStart(17, '0')}`,
    InstanceType: 'c7g.large',
    AvailabilityZone: 'eu-central-1a',
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', LaunchTemplateName: 'bench', Version: '1' },
    ProtectedFromScaleIn: false,
  }));
  // Frozen, for then it is written down once only: the time it takes to write is no handler's.
  return Object.freeze(list);
}
