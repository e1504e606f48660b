import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CompleteLifecycleActionCommand,
  DeleteLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  SetInstanceHealthCommand,
} from '@aws-sdk/client-auto-scaling';
import { SimulatorFixture, eventually } from '../testing/simulator-fixture.ts';

describe('a lifecycle hook', () => {
  let fixture: SimulatorFixture;
  const AutoScalingGroupName = 'lab';
  const hook = { name: 'h', heartbeatTimeoutSeconds: 3_600, defaultResult: 'ABANDON' } as const;

  beforeEach(async () => {
    fixture = await SimulatorFixture.start();
  });
  afterEach(() => fixture.close());

  const reaches = (state: string) =>
    eventually(
      () => fixture.fleet.instances().map(({ lifecycleState }) => lifecycleState),
      (states) => states.includes(state as never),
    );
  const complete = (LifecycleActionResult: 'CONTINUE' | 'ABANDON') =>
    fixture.client().send(
      new CompleteLifecycleActionCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'h',
        InstanceId: fixture.fleet.instances()[0]?.id,
        LifecycleActionResult,
      }),
    );

  it('keeps a launching instance out of service until the hook is answered, although the instance boots', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'launching' }];
    await fixture.setDesired(1);
    await reaches('Pending:Wait');
    await eventually(
      () => fixture.fleet.instances(),
      ([instance]) => instance?.agentState === 'idle',
    );
    expect(fixture.fleet.instances()[0]?.state).toBe('pending');
    const InstanceId = fixture.fleet.instances()[0]?.id;
    await fixture.client().send(
      new RecordLifecycleActionHeartbeatCommand({
        AutoScalingGroupName,
        LifecycleHookName: 'h',
        InstanceId,
      }),
    );
    await complete('CONTINUE');
    await reaches('InService');
  });

  it('gets a launching instance replaced if the answer is ABANDON or the heartbeat times out', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'launching' }];
    await fixture.setDesired(1);
    await reaches('Pending:Wait');
    await complete('ABANDON');
    fixture.region.hooks = [];
    await reaches('Terminated');
    await reaches('InService');

    fixture.region.hooks = [{ ...hook, transition: 'launching', heartbeatTimeoutSeconds: 0 }];
    await fixture.setDesired(2);
    await eventually(
      () => fixture.fleet.instances().filter(({ state }) => state === 'terminated'),
      ({ length }) => length >= 2,
    );
  });

  it('abandons a launching instance when the hook is deleted', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'launching' }];
    await fixture.setDesired(1);
    await reaches('Pending:Wait');
    await fixture
      .client()
      .send(new DeleteLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName: 'h' }));
    await reaches('Terminated');
    expect(fixture.fleet.instances()[0]?.history.map(({ what }) => what)).not.toContain('InService');
  });

  it('makes the group keep a launching instance that is set unhealthy, but not one that EC2 has stopped', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'launching' }];
    await fixture.setDesired(1);
    await reaches('Pending:Wait');
    const [instance] = fixture.fleet.instances();
    const InstanceId = instance?.id ?? '';
    await fixture.client().send(
      new SetInstanceHealthCommand({
        ...{ InstanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false },
      }),
    );
    await fixture.fleet.groups();
    expect(fixture.fleet.instances()[0]).toMatchObject({ healthStatus: 'Unhealthy', state: 'pending' });
    fixture.fleet.powerOff(InstanceId);
    await reaches('Terminated');
  });

  it('delays a termination until the hook is answered', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'terminating' }];
    await fixture.setDesired(1);
    await reaches('InService');
    await fixture.setDesired(0);
    await reaches('Terminating:Wait');
    expect(fixture.fleet.instances()[0]?.state).toBe('terminating');
    await complete('CONTINUE');
    await reaches('Terminated');
  });

  it('is abandoned if the waiting instance is terminated', async () => {
    fixture.region.hooks = [{ ...hook, transition: 'launching' }];
    await fixture.setDesired(1);
    await reaches('Pending:Wait');
    await fixture.setDesired(0);
    await reaches('Terminated');
    expect(fixture.fleet.instances().map(({ history }) => history.map(({ what }) => what))).toEqual([
      expect.not.arrayContaining(['InService']),
    ]);
  });
});
