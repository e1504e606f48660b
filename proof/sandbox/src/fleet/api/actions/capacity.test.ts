import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { EndpointFixture } from '../../testing/endpoint-fixture.ts';
import { groupDefinition } from '../../testing/fake-region.ts';
import { eventually } from '../../testing/simulator-fixture.ts';

describe('actions that change the capacity', () => {
  let endpoint: EndpointFixture;
  const AutoScalingGroupName = 'lab';

  beforeAll(async () => {
    endpoint = await EndpointFixture.start();
  });
  afterAll(() => endpoint.close());
  beforeEach(() => endpoint.reset());

  describe('SetDesiredCapacity', () => {
    it('changes the desired capacity within the limits', async () => {
      await endpoint.setDesired(3);
      expect(await endpoint.size()).toEqual([1, 3, 3]);
      expect(endpoint.lastCall()).toMatchObject({
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
      await expect(endpoint.setDesired(desired)).rejects.toMatchObject({ name: 'ValidationError', message });
      expect(endpoint.lastCall()).toMatchObject({ verdict: 'allowed', error: 'ValidationError' });
      expect(await endpoint.size()).toEqual([1, 3, 1]);
    });

    it('refuses an unknown group and an invalid number', async () => {
      const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: 'nobody', DesiredCapacity: 1 });
      await expect(endpoint.client().send(command)).rejects.toMatchObject({
        name: 'ValidationError',
        message: 'AutoScalingGroup name not found - AutoScalingGroup nobody not found',
      });
      await expect(endpoint.setDesired(-1)).rejects.toMatchObject({ name: 'ValidationError' });
      await expect(endpoint.setDesired(1.5)).rejects.toMatchObject({ name: 'ValidationError' });
    });

    it('observes the cooldown only if HonorCooldown is true', async () => {
      await endpoint.setDesired(2, true);
      await expect(endpoint.setDesired(3, true)).rejects.toMatchObject({
        name: 'ScalingActivityInProgressFault',
      });
      await endpoint.setDesired(3);
      expect(await endpoint.size()).toEqual([1, 3, 3]);
    });
  });

  describe('UpdateAutoScalingGroup', () => {
    it('changes the sizes, and forwards all but the desired capacity to the emulator', async () => {
      await endpoint
        .client()
        .send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MaxSize: 9, DesiredCapacity: 7 }));
      expect(await endpoint.size()).toEqual([1, 3, 3]);
      const forwarded = new URLSearchParams(endpoint.region.forwarded[0]);
      expect(Object.fromEntries(forwarded)).toMatchObject({ MaxSize: '9', Action: 'UpdateAutoScalingGroup' });
      // If the emulator got the desired capacity, it would create instances, too.
      expect(forwarded.has('DesiredCapacity')).toBe(false);
      expect(endpoint.fleet.events()).toContainEqual(
        expect.objectContaining({ type: 'desired-changed', from: 1, to: 7 }),
      );
    });

    it('refuses sizes that contradict each other', async () => {
      const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, DesiredCapacity: 7 });
      await expect(endpoint.client().send(command)).rejects.toThrow(
        'Desired capacity:7 must be between the specified min size:1 and max size:3',
      );
      expect(endpoint.region.forwarded).toEqual([]);
    });
  });

  describe('a stack update that changes the group', () => {
    const change = async (more: Parameters<typeof groupDefinition>[1]) => {
      endpoint.region.definitions = [groupDefinition('lab', more)];
      return endpoint.size();
    };

    it('changes the desired capacity only as far as the new limits require, and ignores that of the emulator', async () => {
      await endpoint.setDesired(3);
      expect(await change({ min: 0, max: 9, desired: 0 })).toEqual([0, 9, 3]);
      expect(await change({ min: 0, max: 2, desired: 0 })).toEqual([0, 2, 2]);
    });

    it('sets the desired capacity if the template has DesiredCapacity', async () => {
      await endpoint.setDesired(3);
      endpoint.region.properties = { ...endpoint.region.properties, desiredCapacity: 2 };
      expect(await change({ min: 0, max: 9, desired: 2 })).toEqual([0, 9, 2]);
      endpoint.region.properties = { ...endpoint.region.properties, desiredCapacity: undefined };
    });

    it('terminates the instances if it deletes the group', async () => {
      await endpoint.setDesired(2);
      const ours = endpoint.fleet
        .instances()
        .slice(-2)
        .map(({ id }) => id);
      endpoint.region.definitions = [];
      expect((await endpoint.describeGroups()).AutoScalingGroups).toEqual([]);
      await eventually(
        () => endpoint.fleet.instances().filter(({ id }) => ours.includes(id)),
        (instances) => instances.every(({ state }) => state === 'terminated'),
      );
      expect(endpoint.fleet.instances().at(-1)?.id).toBe(ours.at(-1));
    });
  });

  describe('SetInstanceProtection', () => {
    it('refuses instances that are not in service, and more than 50 at once', async () => {
      const [{ Instances: [instance] = [] } = {}] = (await endpoint.describeGroups()).AutoScalingGroups ?? [];
      const protect = (InstanceIds: string[]) =>
        endpoint.client().send(
          new SetInstanceProtectionCommand({
            ...{ AutoScalingGroupName: 'lab', InstanceIds, ProtectedFromScaleIn: true },
          }),
        );
      await expect(protect([instance?.InstanceId ?? ''])).rejects.toMatchObject({
        name: 'ValidationError',
        message: `The instance ${instance?.InstanceId} is not in InService or EnteringStandby or Standby.`,
      });
      await expect(protect(Array.from({ length: 51 }, () => 'i-1'))).rejects.toThrow(/validation error/);
    });
  });

  describe('TerminateInstanceInAutoScalingGroup', () => {
    const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
      endpoint
        .client()
        .send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }));
    const newest = async () =>
      (await endpoint.describeGroups()).AutoScalingGroups?.[0]?.Instances?.at(-1)?.InstanceId ?? '';

    it('refuses to go below the minimum', async () => {
      await expect(terminate(await newest(), true)).rejects.toMatchObject({
        name: 'ValidationError',
        message:
          "Currently, desiredSize equals minSize (1). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
      });
    });

    it('decrements the desired capacity once', async () => {
      await endpoint.setDesired(2);
      const id = await newest();
      const { Activity } = await terminate(id, true);
      expect(Activity).toMatchObject({
        StatusCode: 'InProgress',
        Description: `Terminating EC2 instance: ${id}`,
      });
      expect(await endpoint.size()).toEqual([1, 3, 1]);
      await expect(terminate(id, true)).rejects.toThrow(
        /in progress and blocks this action|No managed instance/,
      );
      expect(await endpoint.size()).toEqual([1, 3, 1]);
    });

    it('refuses an unknown instance', async () => {
      await expect(terminate('i-0123', false)).rejects.toThrow(
        'Instance Id not found - No managed instance found for instance ID i-0123',
      );
    });
  });
});
