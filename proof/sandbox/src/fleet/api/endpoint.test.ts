import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CompleteLifecycleActionCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeTagsCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { EndpointFixture } from '../testing/endpoint-fixture.ts';
import { groupDefinition } from '../testing/fake-region.ts';
import { eventually } from '../testing/simulator-fixture.ts';

/** Calls the endpoint with the real SDK. */
describe('the Auto Scaling endpoint', () => {
  let endpoint: EndpointFixture;
  const AutoScalingGroupName = 'lab';

  beforeAll(async () => {
    endpoint = await EndpointFixture.start();
  });
  afterAll(() => endpoint.close());
  beforeEach(() => endpoint.reset());

  it('suspends and resumes the listed processes, or all if there is no list', async () => {
    const suspended = async () =>
      (await endpoint.describeGroups()).AutoScalingGroups?.[0]?.SuspendedProcesses?.map(
        ({ ProcessName }) => ProcessName,
      );
    await endpoint
      .client()
      .send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['AZRebalance'] }));
    const { AutoScalingGroups: [group] = [] } = await endpoint.describeGroups();
    expect(group?.SuspendedProcesses).toEqual([
      {
        ProcessName: 'AZRebalance',
        SuspensionReason: expect.stringMatching(/^User suspended at \d{4}-.*Z$/),
      },
    ]);
    await endpoint.client().send(new SuspendProcessesCommand({ AutoScalingGroupName }));
    expect(await suspended()).toHaveLength(9);
    await endpoint
      .client()
      .send(new ResumeProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Launch'] }));
    expect(await suspended()).not.toContain('Launch');
    await endpoint.client().send(new ResumeProcessesCommand({ AutoScalingGroupName }));
    expect(await suspended()).toEqual([]);
    const unknown = new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Sleep'] });
    await expect(endpoint.client().send(unknown)).rejects.toMatchObject({ name: 'ValidationError' });
  });

  describe('DeleteAutoScalingGroup', () => {
    const deleteGroup = (ForceDelete: boolean) =>
      endpoint.client().send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete }));

    it('refuses a group with instances unless forced', async () => {
      await endpoint.setDesired(1);
      await expect(deleteGroup(false)).rejects.toMatchObject({ name: 'ResourceInUseFault' });
      await deleteGroup(true);
      expect(endpoint.region.forwarded).toHaveLength(1);
    });

    it('fails with the error of the emulator', async () => {
      const usual = endpoint.region.forwardReply;
      const body =
        '<ErrorResponse><Error><Code>ScalingActivityInProgress</Code><Message>busy</Message></Error></ErrorResponse>';
      endpoint.region.forwardReply = { status: 400, contentType: 'text/xml', body };
      await expect(deleteGroup(true)).rejects.toMatchObject({
        name: 'ScalingActivityInProgressFault',
        message: 'busy',
      });
      endpoint.region.forwardReply = usual;
    });
  });

  it('forwards actions that it does not implement', async () => {
    endpoint.region.forwardReply = {
      status: 200,
      contentType: 'text/xml',
      body: '<DescribeTagsResponse><DescribeTagsResult><Tags><member><Key>k</Key></member></Tags></DescribeTagsResult></DescribeTagsResponse>',
    };
    expect((await endpoint.client().send(new DescribeTagsCommand({}))).Tags).toEqual([{ Key: 'k' }]);
    expect(endpoint.lastCall()).toMatchObject({ action: 'DescribeTags', resource: '*' });
    await endpoint.client().send(
      new PutLifecycleHookCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'up',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      }),
    );
    expect(endpoint.lastCall()).toMatchObject({
      action: 'PutLifecycleHook',
      resource: expect.stringContaining('/lab'),
    });
  });

  describe('permissions', () => {
    it("allows what a role's policies allow, and denies everything else with AWS's message", async () => {
      await endpoint
        .client('lab-scaler')
        .send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
      expect(endpoint.lastCall()).toMatchObject({
        role: 'lab-scaler',
        principalArn: 'arn:aws:sts::000000000000:assumed-role/lab-scaler/session',
        resource: groupDefinition('lab').arn,
        verdict: 'allowed',
        error: undefined,
      });
      const denied = endpoint
        .client('lab-instance')
        .send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
      await expect(denied).rejects.toMatchObject({
        name: 'AccessDenied',
        message:
          'User: arn:aws:sts::000000000000:assumed-role/lab-instance/session is not authorized to perform: ' +
          `autoscaling:SetDesiredCapacity on resource: ${groupDefinition('lab').arn} because no identity-based policy ` +
          'allows the autoscaling:SetDesiredCapacity action',
      });
      expect(endpoint.lastCall()).toMatchObject({
        role: 'lab-instance',
        verdict: 'denied',
        error: 'AccessDenied',
      });
      expect(await endpoint.size()).toEqual([1, 3, 2]);
    });

    it('checks permissions of forwarded actions, too', async () => {
      await expect(endpoint.client('lab-scaler').send(new DescribeTagsCommand({}))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      expect(endpoint.region.forwarded).toEqual([]);
    });

    it('refuses unknown credentials', async () => {
      const call = endpoint.client('nobody').send(new DescribeAutoScalingGroupsCommand({}));
      await expect(call).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
      expect(endpoint.lastCall()).toMatchObject({ role: 'unknown', verdict: 'denied' });
    });
  });

  it('answers with InternalFailure while the emulator is down', async () => {
    endpoint.region.isDown = true;
    await expect(endpoint.describeGroups()).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
    await eventually(
      () => endpoint.fleet.refreshFailures(),
      (failures) => failures > 0,
    );
    endpoint.region.isDown = false;
    await expect(endpoint.size()).resolves.toEqual([1, 3, 1]);
  });

  it('refuses lifecycle actions and health changes of unknown instances', async () => {
    const action = { AutoScalingGroupName, LifecycleHookName: 'up', InstanceId: 'i-0123' };
    const complete = new CompleteLifecycleActionCommand({ ...action, LifecycleActionResult: 'CONTINUE' });
    await expect(endpoint.client().send(complete)).rejects.toThrow(
      'No active Lifecycle Action found with instance ID i-0123',
    );
    await expect(endpoint.client().send(new RecordLifecycleActionHeartbeatCommand(action))).rejects.toThrow(
      'No active Lifecycle Action',
    );
    await expect(
      endpoint
        .client()
        .send(new SetInstanceHealthCommand({ InstanceId: 'i-0123', HealthStatus: 'Unhealthy' })),
    ).rejects.toThrow('No managed instance found');
  });
});
