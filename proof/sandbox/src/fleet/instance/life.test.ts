import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import { Laboratory, eventually } from '../testing/laboratory.ts';

describe('lifecycle hooks', () => {
  let lab: Laboratory;
  const AutoScalingGroupName = 'lab';
  const hook = { name: 'h', heartbeatTimeoutSeconds: 3_600, defaultResult: 'ABANDON' } as const;

  beforeEach(async () => {
    lab = await Laboratory.start();
  });
  afterEach(() => lab.close());

  const reaches = (state: string) =>
    eventually(
      () => lab.fleet.instances().map(({ lifecycleState }) => lifecycleState),
      (states) => states.includes(state as never),
    );
  const complete = (LifecycleActionResult: 'CONTINUE' | 'ABANDON') =>
    lab.client().send(
      new CompleteLifecycleActionCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'h',
        InstanceId: lab.fleet.instances()[0]?.id,
        LifecycleActionResult,
      }),
    );

  it('keep an instance from service until they are answered, while it boots', async () => {
    lab.region.hooks = [{ ...hook, transition: 'launching' }];
    await lab.setDesired(1);
    await reaches('Pending:Wait');
    await eventually(
      () => lab.fleet.instances(),
      ([instance]) => instance?.agentState === 'idle',
    );
    expect(lab.fleet.instances()[0]?.state).toBe('pending');
    const InstanceId = lab.fleet.instances()[0]?.id;
    await lab.client().send(
      new RecordLifecycleActionHeartbeatCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'h',
        InstanceId,
      }),
    );
    await complete('CONTINUE');
    await reaches('InService');
  });

  it('have an instance replaced that is abandoned, or not answered for', async () => {
    lab.region.hooks = [{ ...hook, transition: 'launching' }];
    await lab.setDesired(1);
    await reaches('Pending:Wait');
    lab.region.hooks = [];
    await complete('ABANDON');
    await reaches('Terminated');
    await reaches('InService');

    lab.region.hooks = [{ ...hook, transition: 'launching', heartbeatTimeoutSeconds: 0 }];
    await lab.setDesired(2);
    await eventually(
      () => lab.fleet.instances().filter(({ state }) => state === 'terminated'),
      ({ length }) => length >= 2,
    );
  });

  it('keep a leaving instance until they are answered', async () => {
    lab.region.hooks = [{ ...hook, transition: 'terminating' }];
    await lab.setDesired(1);
    await reaches('InService');
    await lab.setDesired(0);
    await reaches('Terminating:Wait');
    expect(lab.fleet.instances()[0]?.state).toBe('terminating');
    await complete('CONTINUE');
    await reaches('Terminated');
  });

  it('are given up for an instance that leaves while it waits', async () => {
    lab.region.hooks = [{ ...hook, transition: 'launching' }];
    await lab.setDesired(1);
    await reaches('Pending:Wait');
    await lab.setDesired(0);
    await reaches('Terminated');
    expect(lab.fleet.instances().map(({ history }) => history.map(({ what }) => what))).toEqual([
      expect.not.arrayContaining(['InService']),
    ]);
  });
});
