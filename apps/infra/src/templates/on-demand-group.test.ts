import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import { fleetNames } from '../testing/fleets.ts';
import { templateOf } from '../testing/synthesize.ts';

const fleet = templateOf('spot-fallback');
describe('the group of on-demand instances that stand in for spot instances', () => {
  it.each(fleetNames)('exists only if on-demand instances may stand in (%s)', (name) => {
    expect(ON_DEMAND_GROUP_ID in templateOf(name).resources).toBe(
      ['spot-fallback', 'missing-agents'].includes(name),
    );
  });

  it('is like the main group, but empty until the scaler raises it, and all its instances are on demand', () => {
    const main = fleet.properties(LOGICAL_IDS.group);
    const {
      MixedInstancesPolicy: policy,
      AutoScalingGroupName: name,
      ...group
    } = fleet.properties(ON_DEMAND_GROUP_ID);
    // With this name, the policies for the main group cover this group, too.
    expect(name).toBe('spot-fallback-autoScalingGroup-onDemand');
    expect({ ...group, MixedInstancesPolicy: undefined }).toEqual({
      ...main,
      MinSize: '0',
      CapacityRebalance: false,
      MixedInstancesPolicy: undefined,
    });
    expect(main).toMatchObject({ MinSize: '2', MaxSize: '20', CapacityRebalance: true });
    expect(policy).toEqual({
      LaunchTemplate: (main['MixedInstancesPolicy'] as { LaunchTemplate: unknown }).LaunchTemplate,
      InstancesDistribution: { OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 100 },
    });
    expect(fleet.resource(ON_DEMAND_GROUP_ID).DependsOn).toEqual(fleet.resource(LOGICAL_IDS.group).DependsOn);
  });

  it('is named in the environment of the scaler, with the time after which it stands in', () => {
    expect(fleet.properties(LOGICAL_IDS.scalerFunction)['Environment']).toMatchObject({
      Variables: {
        SEMAPHORE_AGENT_ON_DEMAND_ASG_NAME: { Ref: ON_DEMAND_GROUP_ID },
        SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: '90',
      },
    });
  });

  it('lets the scaler read why launches fail', () => {
    const actionsIn = (name: string) =>
      templateOf(name).statement(LOGICAL_IDS.scalerPolicy, 'DescribeGroups').Action;
    expect(actionsIn('spot-fallback')).toEqual([
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeScalingActivities',
    ]);
    expect(actionsIn('spot')).toBe('autoscaling:DescribeAutoScalingGroups');
  });

  it('makes its instances lower the capacity after their job', () => {
    const value = (name: string) =>
      JSON.parse(String(templateOf(name).properties(LOGICAL_IDS.configParameter)['Value']));
    expect(value('spot-fallback')).toMatchObject({ shrinkOnDemand: true });
    expect(value('spot')).not.toHaveProperty('shrinkOnDemand');
  });
});
