import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CompleteLifecycleActionCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeScalingActivitiesCommand,
  DescribeTagsCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { groupDefinition } from '../testing/fake-region.ts';
import { SimulatorFixture, eventually } from '../testing/simulator-fixture.ts';

/** Calls the endpoint with the real SDK. Instances take an hour to launch, so they do not change during a test. */
describe('the Auto Scaling endpoint', () => {
  let fixture: SimulatorFixture;
  const AutoScalingGroupName = 'lab';

  beforeAll(async () => {
    fixture = await SimulatorFixture.start({ launchDelayMs: 3_600_000 });
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    fixture.region.definitions = [];
    await fixture.fleet.groups();
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.region.forwarded.length = 0;
  });

  const root = () => fixture.client();
  const describeGroups = async (
    input: ConstructorParameters<typeof DescribeAutoScalingGroupsCommand>[0] = {},
  ) => root().send(new DescribeAutoScalingGroupsCommand(input));
  const size = async () => {
    const { AutoScalingGroups: [group] = [] } = await describeGroups();
    return [group?.MinSize, group?.MaxSize, group?.DesiredCapacity];
  };
  const setDesired = (DesiredCapacity: number, HonorCooldown?: boolean) =>
    root().send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity, HonorCooldown }));
  const lastCall = () => fixture.fleet.calls().at(-1);

  describe('descriptions', () => {
    it('describes a group so that the SDK can read it', async () => {
      await setDesired(2);
      const { AutoScalingGroups = [], NextToken } = await describeGroups();
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

    it('leaves out the instances if IncludeInstances is false', async () => {
      const { AutoScalingGroups: [group] = [] } = await describeGroups({ IncludeInstances: false });
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
      fixture.region.definitions = ['a', 'b', 'c'].map((name) => groupDefinition(name));
      const { AutoScalingGroups = [] } = await describeGroups({ Filters });
      expect(AutoScalingGroups.map((group) => group.AutoScalingGroupName)).toEqual(names);
    });

    it('refuses a filter that AWS does not know', async () => {
      await expect(describeGroups({ Filters: [{ Name: 'color', Values: ['red'] }] })).rejects.toMatchObject({
        name: 'ValidationError',
      });
    });

    it('gives pages of 50 groups by default, and of at most 100', async () => {
      const all = Array.from({ length: 120 }, (_, index) => `g${index}`);
      fixture.region.definitions = all.map((name) => groupDefinition(name));
      const first = await describeGroups();
      expect(first.AutoScalingGroups).toHaveLength(50);
      const second = await describeGroups({ NextToken: first.NextToken, MaxRecords: 100 });
      expect(second.AutoScalingGroups).toHaveLength(70);
      expect(second.NextToken).toBeUndefined();
      expect(
        [...(first.AutoScalingGroups ?? []), ...(second.AutoScalingGroups ?? [])].map(
          (group) => group.AutoScalingGroupName,
        ),
      ).toEqual(all);
      await expect(describeGroups({ MaxRecords: 101 })).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(describeGroups({ NextToken: 'nonsense' })).rejects.toMatchObject({
        name: 'InvalidNextToken',
      });
    });

    it('finds groups by name', async () => {
      fixture.region.definitions = ['a', 'b'].map((name) => groupDefinition(name));
      const { AutoScalingGroups = [] } = await describeGroups({ AutoScalingGroupNames: ['b', 'nobody'] });
      expect(AutoScalingGroups.map((group) => group.AutoScalingGroupName)).toEqual(['b']);
    });

    it('describes instances with their group', async () => {
      await setDesired(2);
      const { AutoScalingInstances = [] } = await root().send(new DescribeAutoScalingInstancesCommand({}));
      expect(AutoScalingInstances).toEqual([
        expect.objectContaining({
          AutoScalingGroupName: 'lab',
          HealthStatus: 'HEALTHY',
          ProtectedFromScaleIn: false,
        }),
        expect.objectContaining({ AutoScalingGroupName: 'lab' }),
      ]);
      const InstanceIds = [AutoScalingInstances[1]?.InstanceId ?? ''];
      const one = await root().send(new DescribeAutoScalingInstancesCommand({ InstanceIds }));
      expect(one.AutoScalingInstances?.map(({ InstanceId }) => InstanceId)).toEqual(InstanceIds);
    });

    it('describes activities with their causes', async () => {
      await setDesired(2);
      const { Activities = [] } = await root().send(
        new DescribeScalingActivitiesCommand({ AutoScalingGroupName }),
      );
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

  describe('SetDesiredCapacity', () => {
    it('sets it within the limits', async () => {
      await setDesired(3);
      expect(await size()).toEqual([1, 3, 3]);
      expect(lastCall()).toMatchObject({
        role: 'root',
        action: 'DescribeAutoScalingGroups',
        resource: '*',
        verdict: 'allowed',
      });
    });

    it.each([
      [4, 'New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup.'],
      [0, 'New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.'],
    ])('refuses %d', async (desired, message) => {
      await expect(setDesired(desired)).rejects.toMatchObject({ name: 'ValidationError', message });
      expect(lastCall()).toMatchObject({ verdict: 'allowed', error: 'ValidationError' });
      expect(await size()).toEqual([1, 3, 1]);
    });

    it('refuses an unknown group and an invalid number', async () => {
      const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: 'nobody', DesiredCapacity: 1 });
      await expect(root().send(command)).rejects.toMatchObject({
        name: 'ValidationError',
        message: 'AutoScalingGroup name not found - AutoScalingGroup nobody not found',
      });
      await expect(setDesired(-1)).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(setDesired(1.5)).rejects.toMatchObject({ name: 'ValidationError' });
    });

    it('observes the cooldown only if HonorCooldown is true', async () => {
      await setDesired(2, true);
      await expect(setDesired(3, true)).rejects.toMatchObject({ name: 'ScalingActivityInProgressFault' });
      await setDesired(3);
      expect(await size()).toEqual([1, 3, 3]);
    });
  });

  describe('UpdateAutoScalingGroup', () => {
    it('changes the sizes, and forwards all but the desired capacity to the emulator', async () => {
      await root().send(
        new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MaxSize: 9, DesiredCapacity: 7 }),
      );
      expect(await size()).toEqual([1, 3, 3]);
      const forwarded = new URLSearchParams(fixture.region.forwarded[0]);
      expect(Object.fromEntries(forwarded)).toMatchObject({ MaxSize: '9', Action: 'UpdateAutoScalingGroup' });
      // For a desired capacity, the emulator would create instances of its own.
      expect(forwarded.has('DesiredCapacity')).toBe(false);
      expect(fixture.fleet.events()).toContainEqual(
        expect.objectContaining({ type: 'desired-changed', from: 1, to: 7 }),
      );
    });

    it('refuses sizes that contradict each other', async () => {
      const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, DesiredCapacity: 7 });
      await expect(root().send(command)).rejects.toThrow(
        'Desired capacity:7 must be between the specified min size:1 and max size:3',
      );
      expect(fixture.region.forwarded).toEqual([]);
    });
  });

  describe('a stack update that changes the group', () => {
    const change = async (more: Parameters<typeof groupDefinition>[1]) => {
      fixture.region.definitions = [groupDefinition('lab', more)];
      return size();
    };

    it('changes the limits, but not the desired capacity, although the emulator resets it', async () => {
      await setDesired(3);
      expect(await change({ min: 0, max: 9, desired: 0 })).toEqual([0, 9, 3]);
      expect(await change({ min: 0, max: 2, desired: 0 })).toEqual([0, 2, 2]);
    });

    it('sets the desired capacity if the template has DesiredCapacity', async () => {
      await setDesired(3);
      fixture.region.properties = { ...fixture.region.properties, desiredCapacity: 2 };
      expect(await change({ min: 0, max: 9, desired: 2 })).toEqual([0, 9, 2]);
      fixture.region.properties = { ...fixture.region.properties, desiredCapacity: undefined };
    });

    it('terminates the instances if it deletes the group', async () => {
      await setDesired(2);
      const ours = fixture.fleet
        .instances()
        .slice(-2)
        .map(({ id }) => id);
      fixture.region.definitions = [];
      expect((await describeGroups()).AutoScalingGroups).toEqual([]);
      await eventually(
        () => fixture.fleet.instances().filter(({ id }) => ours.includes(id)),
        (instances) => instances.every(({ state }) => state === 'terminated'),
      );
      expect(fixture.fleet.instances().at(-1)?.id).toBe(ours.at(-1));
    });
  });

  describe('TerminateInstanceInAutoScalingGroup', () => {
    const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
      root().send(
        new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }),
      );
    const newest = async () =>
      (await describeGroups()).AutoScalingGroups?.[0]?.Instances?.at(-1)?.InstanceId ?? '';

    it('refuses to go below the minimum', async () => {
      await expect(terminate(await newest(), true)).rejects.toMatchObject({
        name: 'ValidationError',
        message:
          "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
      });
    });

    it('decrements the desired capacity once', async () => {
      await setDesired(2);
      const id = await newest();
      const { Activity } = await terminate(id, true);
      expect(Activity).toMatchObject({
        StatusCode: 'InProgress',
        Description: `Terminating EC2 instance: ${id}`,
      });
      expect(await size()).toEqual([1, 3, 1]);
      await expect(terminate(id, true)).rejects.toThrow(
        /in progress and blocks this action|No managed instance/,
      );
      expect(await size()).toEqual([1, 3, 1]);
    });

    it('refuses an unknown instance', async () => {
      await expect(terminate('i-0123', false)).rejects.toThrow(
        'Instance Id not found - No managed instance found for instance ID i-0123',
      );
    });
  });

  it('suspends and resumes the listed processes, or all if there is no list', async () => {
    const suspended = async () =>
      (await describeGroups()).AutoScalingGroups?.[0]?.SuspendedProcesses?.map(
        ({ ProcessName }) => ProcessName,
      );
    await root().send(
      new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['AZRebalance'] }),
    );
    const { AutoScalingGroups: [group] = [] } = await describeGroups();
    expect(group?.SuspendedProcesses).toEqual([
      {
        ProcessName: 'AZRebalance',
        SuspensionReason: expect.stringMatching(/^User suspended at \d{4}-.*Z$/),
      },
    ]);
    await root().send(new SuspendProcessesCommand({ AutoScalingGroupName }));
    expect(await suspended()).toHaveLength(9);
    await root().send(new ResumeProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Launch'] }));
    expect(await suspended()).not.toContain('Launch');
    await root().send(new ResumeProcessesCommand({ AutoScalingGroupName }));
    expect(await suspended()).toEqual([]);
    const unknown = new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Sleep'] });
    await expect(root().send(unknown)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  describe('DeleteAutoScalingGroup', () => {
    const deleteGroup = (ForceDelete: boolean) =>
      root().send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete }));

    it('refuses a group with instances unless forced', async () => {
      await setDesired(1);
      await expect(deleteGroup(false)).rejects.toMatchObject({ name: 'ResourceInUseFault' });
      await deleteGroup(true);
      expect(fixture.region.forwarded).toHaveLength(1);
    });

    it('fails with the error of the emulator if that refuses', async () => {
      const usual = fixture.region.forwardReply;
      const body =
        '<ErrorResponse><Error><Code>ScalingActivityInProgress</Code><Message>busy</Message></Error></ErrorResponse>';
      fixture.region.forwardReply = { status: 400, contentType: 'text/xml', body };
      await expect(deleteGroup(true)).rejects.toMatchObject({
        name: 'ScalingActivityInProgressFault',
        message: 'busy',
      });
      fixture.region.forwardReply = usual;
    });
  });

  it('forwards actions that it does not implement', async () => {
    fixture.region.forwardReply = {
      status: 200,
      contentType: 'text/xml',
      body: '<DescribeTagsResponse><DescribeTagsResult><Tags><member><Key>k</Key></member></Tags></DescribeTagsResult></DescribeTagsResponse>',
    };
    expect((await root().send(new DescribeTagsCommand({}))).Tags).toEqual([{ Key: 'k' }]);
    expect(lastCall()).toMatchObject({ action: 'DescribeTags', resource: '*' });
    await root().send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'up',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      }),
    );
    expect(lastCall()).toMatchObject({
      action: 'PutLifecycleHook',
      resource: expect.stringContaining('/lab'),
    });
  });

  describe('permissions', () => {
    it('allows a role what its policies allow, and denies everything else as AWS does', async () => {
      await fixture
        .client('lab-scaler')
        .send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
      expect(lastCall()).toMatchObject({
        role: 'lab-scaler',
        principalArn: 'arn:aws:sts::000000000000:assumed-role/lab-scaler/session',
        resource: groupDefinition('lab').arn,
        verdict: 'allowed',
        error: undefined,
      });
      const denied = fixture
        .client('lab-instance')
        .send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
      await expect(denied).rejects.toMatchObject({
        name: 'AccessDenied',
        message:
          'User: arn:aws:sts::000000000000:assumed-role/lab-instance/session is not authorized to perform: ' +
          `autoscaling:SetDesiredCapacity on resource: ${groupDefinition('lab').arn} because no identity-based policy ` +
          'allows the autoscaling:SetDesiredCapacity action',
      });
      expect(lastCall()).toMatchObject({ role: 'lab-instance', verdict: 'denied', error: 'AccessDenied' });
      expect(await size()).toEqual([1, 3, 2]);
    });

    it('checks permissions of forwarded actions, too', async () => {
      await expect(fixture.client('lab-scaler').send(new DescribeTagsCommand({}))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      expect(fixture.region.forwarded).toEqual([]);
    });

    it('refuses unknown credentials', async () => {
      const call = fixture.client('nobody').send(new DescribeAutoScalingGroupsCommand({}));
      await expect(call).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
      expect(lastCall()).toMatchObject({ role: 'unknown', verdict: 'denied' });
    });
  });

  it('answers with InternalFailure while the emulator is down', async () => {
    fixture.region.isDown = true;
    await expect(describeGroups()).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
    await eventually(
      () => fixture.fleet.refreshFailures(),
      (failures) => failures > 0,
    );
    fixture.region.isDown = false;
    await expect(size()).resolves.toEqual([1, 3, 1]);
  });

  it('refuses lifecycle actions and health changes of unknown instances', async () => {
    const action = { AutoScalingGroupName, LifecycleHookName: 'up', InstanceId: 'i-0123' };
    const complete = new CompleteLifecycleActionCommand({ ...action, LifecycleActionResult: 'CONTINUE' });
    await expect(root().send(complete)).rejects.toThrow(
      'No active Lifecycle Action found with instance ID i-0123',
    );
    await expect(root().send(new RecordLifecycleActionHeartbeatCommand(action))).rejects.toThrow(
      'No active Lifecycle Action',
    );
    await expect(
      root().send(new SetInstanceHealthCommand({ InstanceId: 'i-0123', HealthStatus: 'Unhealthy' })),
    ).rejects.toThrow('No managed instance found');
  });
});
