import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DescribeAutoScalingInstancesCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import { EndpointFixture } from '../../testing/endpoint-fixture.ts';
import { groupDefinition } from '../../testing/fake-region.ts';

describe('the describe actions', () => {
  let endpoint: EndpointFixture;
  const AutoScalingGroupName = 'lab';

  beforeAll(async () => {
    endpoint = await EndpointFixture.start();
  });
  afterAll(() => endpoint.close());
  beforeEach(() => endpoint.reset());

  it('describes a group so that the SDK can read it', async () => {
    await endpoint.setDesired(2);
    const { AutoScalingGroups = [], NextToken } = await endpoint.describeGroups();
    expect(NextToken).toBeUndefined();
    expect(AutoScalingGroups).toEqual([
      expect.objectContaining({
        AutoScalingGroupName: 'lab',
        AutoScalingGroupARN: expect.stringContaining(':autoScalingGroupName/lab'),
        MinSize: 1,
        MaxSize: 3,
        DesiredCapacity: 2,
        DefaultCooldown: 60,
        AvailabilityZones: ['us-east-1a', 'us-east-1b'],
        NewInstancesProtectedFromScaleIn: false,
        CreatedTime: new Date(Date.UTC(2026, 0, 1)),
        Tags: [expect.objectContaining({ Key: 'fleet', Value: 'lab', PropagateAtLaunch: true })],
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '$Latest' },
            Overrides: [{ InstanceType: 't3.small' }],
          },
        },
      }),
    ]);
    expect(
      AutoScalingGroups[0]?.Instances?.map(({ LifecycleState, AvailabilityZone }) => [
        LifecycleState,
        AvailabilityZone,
      ]),
    ).toEqual([
      ['Pending', 'us-east-1a'],
      ['Pending', 'us-east-1b'],
    ]);
  });

  it('describes the launch template version of the last deployment, even if the sizes have not changed', async () => {
    await endpoint.describeGroups();
    const { region } = endpoint;
    const before = region.properties;
    region.properties = { ...before, launchTemplate: { id: 'lt-1', version: '7' } };
    const { AutoScalingGroups: [group] = [] } = await endpoint.describeGroups();
    region.properties = before;
    expect(group?.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification?.Version).toBe('7');
  });

  it('leaves out the instances if IncludeInstances is false', async () => {
    const { AutoScalingGroups: [group] = [] } = await endpoint.describeGroups({ IncludeInstances: false });
    expect(group?.Instances).toEqual([]);
  });

  it.each([
    [[{ Name: 'tag:fleet', Values: ['a', 'c'] }], ['a', 'c']],
    [[{ Name: 'tag-key', Values: ['fleet'] }], ['a', 'b', 'c']],
    [[{ Name: 'tag-value', Values: ['b'] }], ['b']],
    [
      [
        { Name: 'tag-key', Values: ['fleet'] },
        { Name: 'tag:fleet', Values: ['b'] },
      ],
      ['b'],
    ],
    [[{ Name: 'tag:other', Values: ['a'] }], []],
  ])('finds groups by %j', async (Filters, names) => {
    endpoint.region.definitions = ['a', 'b', 'c'].map((name) => groupDefinition(name));
    const { AutoScalingGroups = [] } = await endpoint.describeGroups({ Filters });
    expect(AutoScalingGroups.map((group) => group.AutoScalingGroupName)).toEqual(names);
  });

  it('refuses a filter that AWS does not know', async () => {
    await expect(
      endpoint.describeGroups({ Filters: [{ Name: 'color', Values: ['red'] }] }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('returns 50 groups per page by default, and at most 100', async () => {
    const all = Array.from({ length: 120 }, (_, index) => `g${index}`);
    endpoint.region.definitions = all.map((name) => groupDefinition(name));
    const first = await endpoint.describeGroups();
    expect(first.AutoScalingGroups).toHaveLength(50);
    const second = await endpoint.describeGroups({ NextToken: first.NextToken, MaxRecords: 100 });
    expect(second.AutoScalingGroups).toHaveLength(70);
    expect(second.NextToken).toBeUndefined();
    expect(
      [...(first.AutoScalingGroups ?? []), ...(second.AutoScalingGroups ?? [])].map(
        (group) => group.AutoScalingGroupName,
      ),
    ).toEqual(all);
    await expect(endpoint.describeGroups({ MaxRecords: 101 })).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await expect(endpoint.describeGroups({ NextToken: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
  });

  it('finds groups by name', async () => {
    endpoint.region.definitions = ['a', 'b'].map((name) => groupDefinition(name));
    const { AutoScalingGroups = [] } = await endpoint.describeGroups({
      AutoScalingGroupNames: ['b', 'nobody'],
    });
    expect(AutoScalingGroups.map((group) => group.AutoScalingGroupName)).toEqual(['b']);
  });

  it('describes instances with their group', async () => {
    await endpoint.setDesired(2);
    const { AutoScalingInstances = [] } = await endpoint
      .client()
      .send(new DescribeAutoScalingInstancesCommand({}));
    expect(AutoScalingInstances).toEqual([
      expect.objectContaining({
        AutoScalingGroupName: 'lab',
        HealthStatus: 'HEALTHY',
        ProtectedFromScaleIn: false,
      }),
      expect.objectContaining({ AutoScalingGroupName: 'lab' }),
    ]);
    const InstanceIds = [AutoScalingInstances[1]?.InstanceId ?? ''];
    const one = await endpoint.client().send(new DescribeAutoScalingInstancesCommand({ InstanceIds }));
    expect(one.AutoScalingInstances?.map(({ InstanceId }) => InstanceId)).toEqual(InstanceIds);
  });

  it('describes activities with their causes', async () => {
    await endpoint.setDesired(2);
    const { Activities = [] } = await endpoint
      .client()
      .send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName }));
    expect(Activities[0]).toMatchObject({
      AutoScalingGroupName: 'lab',
      StatusCode: 'InProgress',
      Description: expect.stringMatching(/^Launching a new EC2 instance: i-[0-9a-f]{17}$/),
      Cause: expect.stringMatching(
        /a user request explicitly set group desired capacity changing the desired capacity from 1 to 2\. {2}At .* an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 1 to 2\.$/,
      ),
    });
  });
});
