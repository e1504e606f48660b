import type { FakeGroup } from '@agent-aws-stack/aws-clients/testing';
import { jobsParameterName, leaseParameterName, writeScalerEnvironment } from '@agent-aws-stack/contract';

const STACK = 'bench';
export const GROUP = 'bench-asg';
export const TOKEN_PARAMETER = '/bench/token';
export const LEASE_PARAMETER = leaseParameterName(STACK);
export const JOBS_PARAMETER = jobsParameterName(STACK);

/** The environment variables of the handler, as the stack sets them. */
export function fleetEnvironment(semaphoreEndpoint: string): Readonly<Record<string, string>> {
  return writeScalerEnvironment({
    tokenParameterName: TOKEN_PARAMETER,
    stackName: STACK,
    groupName: GROUP,
    onDemandGroupName: undefined,
    onDemandFallbackAfterSeconds: 0,
    leaseParameterName: LEASE_PARAMETER,
    jobsParameterName: JOBS_PARAMETER,
    endpoint: semaphoreEndpoint,
    overprovision: { strategy: 'none' },
    pollIntervalSeconds: 2,
    maxStep: 0,
    launchBrake: true,
    maxJobWaitSeconds: 0,
    logLevel: 'info',
  });
}

/** A group of the stack, with a maximum of 5,000. */
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

/** Instances as in the reply to DescribeAutoScalingGroups. */
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
  // The fake AWS server serializes a frozen list only once, so handlers do not wait for this work.
  return Object.freeze(list);
}
