import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { PRIVATE_SUBNETS } from '../testing/fleet-case.ts';
import { templateOf } from '../testing/synthesize.ts';

const group = (fleet: string) => templateOf(fleet).properties(LOGICAL_IDS.group);

describe('the Auto Scaling group', () => {
  it('has limits but no desired capacity, so that an update of the stack does not change the size', () => {
    expect(group('plain')).toMatchObject({
      MinSize: '0',
      MaxSize: '1',
      Cooldown: '60',
      CapacityRebalance: false,
      NewInstancesProtectedFromScaleIn: false,
      Tags: [{ Key: 'application', Value: 'semaphore-agent', PropagateAtLaunch: true }],
    });
    expect(group('plain')).not.toHaveProperty('DesiredCapacity');
    expect(group('plain')).not.toHaveProperty('MaxInstanceLifetime');
    expect(group('plain')).not.toHaveProperty('MetricsCollection');
  });

  it('has the values that the user sets', () => {
    expect(group('group-settings')).toMatchObject({
      MinSize: '2',
      MaxSize: '50',
      DesiredCapacity: '5',
      MaxInstanceLifetime: 86_400,
      NewInstancesProtectedFromScaleIn: true,
      MetricsCollection: [
        { Granularity: '1Minute', Metrics: ['GroupDesiredCapacity', 'GroupInServiceInstances'] },
      ],
    });
  });

  it('has a scheduled action for each schedule, and protects new instances from scale-in, because a schedule lowers the maximum', () => {
    const { resources } = templateOf('schedules');
    expect(resources['scheduleOfficeStart']).toMatchObject({
      Type: 'AWS::AutoScaling::ScheduledAction',
      Properties: {
        AutoScalingGroupName: { Ref: LOGICAL_IDS.group },
        Recurrence: '0 7 * * MON-FRI',
        TimeZone: 'Europe/Berlin',
        MinSize: 4,
        MaxSize: 20,
      },
    });
    expect(resources['scheduleOfficeStart']?.Properties).not.toHaveProperty('DesiredCapacity');
    expect(resources['scheduleOfficeEnd']?.Properties).toMatchObject({ MinSize: 0, MaxSize: 10 });
    expect(group('schedules')).toMatchObject({ NewInstancesProtectedFromScaleIn: true });
  });

  it.each([
    ['plain', undefined],
    ['schedules', { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } }],
  ])('of fleet %s has the update policy %j', (fleet, policy) => {
    expect(templateOf(fleet).resource(LOGICAL_IDS.group).UpdatePolicy).toEqual(policy);
  });

  it('keeps 0 from a configuration file', () => {
    expect(group('file')).toMatchObject({
      DesiredCapacity: '0',
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 0 },
        LaunchTemplate: { Overrides: [{ InstanceType: 'c7i.large', WeightedCapacity: '1' }] },
      },
    });
  });

  it('launches on-demand instances from the latest version of the launch template', () => {
    expect(group('plain')['MixedInstancesPolicy']).toEqual({
      LaunchTemplate: {
        LaunchTemplateSpecification: {
          LaunchTemplateId: { Ref: LOGICAL_IDS.launchTemplate },
          Version: { 'Fn::GetAtt': [LOGICAL_IDS.launchTemplate, 'LatestVersionNumber'] },
        },
      },
      InstancesDistribution: { OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 100 },
    });
  });

  it('launches the instance type of an override, even if the default type has another architecture', () => {
    expect(group('arm64-by-override')).toMatchObject({
      MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'm7g.large' }] } },
    });
  });

  it('mixes spot and on-demand instances of several types', () => {
    expect(group('spot')).toMatchObject({
      CapacityRebalance: true,
      MixedInstancesPolicy: {
        LaunchTemplate: {
          Overrides: [
            { InstanceType: 'c7i.large', WeightedCapacity: '1' },
            { InstanceType: 'c6i.xlarge', WeightedCapacity: '2' },
          ],
        },
        InstancesDistribution: {
          OnDemandAllocationStrategy: 'prioritized',
          OnDemandBaseCapacity: 1,
          OnDemandPercentageAboveBaseCapacity: 20,
          SpotAllocationStrategy: 'price-capacity-optimized',
        },
      },
    });
  });

  it('accepts a single override as an object, as the JavaScript stack does', () => {
    expect(group('one-override')).toMatchObject({
      MixedInstancesPolicy: {
        LaunchTemplate: {
          Overrides: [{ InstanceRequirements: { VCpuCount: { Min: 2, Max: 4 }, MemoryMiB: { Min: 4096 } } }],
        },
      },
    });
  });

  it.each([
    ['plain', { AvailabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] }],
    ['default-vpc-zones', { AvailabilityZones: ['us-east-1b'] }],
    ['own-vpc', { VPCZoneIdentifier: [...PRIVATE_SUBNETS] }],
    ['own-vpc-zones', { VPCZoneIdentifier: [PRIVATE_SUBNETS[0], PRIVATE_SUBNETS[2]] }],
  ])('of fleet %s is placed in %j', (fleet, placement) => {
    const { AvailabilityZones, VPCZoneIdentifier } = group(fleet);
    expect(JSON.parse(JSON.stringify({ AvailabilityZones, VPCZoneIdentifier }))).toEqual(placement);
  });

  it('waits for the agent of a new instance only if there is a launch timeout', () => {
    const hooks = (fleet: string) => templateOf(fleet).ofType('AWS::AutoScaling::LifecycleHook');
    expect(hooks('plain')).toEqual([]);
    expect(hooks('launch-timeout')).toMatchObject([
      {
        Properties: {
          AutoScalingGroupName: { Ref: LOGICAL_IDS.group },
          LifecycleHookName: 'agent-up',
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          HeartbeatTimeout: 300,
          DefaultResult: 'ABANDON',
        },
      },
    ]);
  });

  it('is created after everything that its first instance needs', () => {
    expect(templateOf('plain').resource(LOGICAL_IDS.group).DependsOn).toEqual(
      expect.arrayContaining([
        LOGICAL_IDS.instancePolicy,
        LOGICAL_IDS.configParameter,
        LOGICAL_IDS.hostKeysParameter,
      ]),
    );
  });
});
