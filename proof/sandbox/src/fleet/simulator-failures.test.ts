import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SimulatorFixture, eventually } from './testing/simulator-fixture.ts';

describe('the fleet simulator, when instances fail', () => {
  let fixture: SimulatorFixture;

  beforeEach(async () => {
    fixture = await SimulatorFixture.start();
  });
  afterEach(() => fixture.close());

  it.each<[string, () => unknown, RegExp, string?]>([
    [
      'cannot read a parameter',
      () => fixture.parameters.values.delete('lab-token'),
      /^token parameter lab-token: not authorized/,
    ],
    [
      'cannot reach Semaphore',
      () => fixture.configure({ endpoint: '127.0.0.1:9' }),
      /could not register in 30 attempts/,
      'TerminateInstanceInAutoScalingGroup',
    ],
    [
      'has user data that starts no agent',
      () => (fixture.region.template = { ...fixture.region.template, userData: 'x' }),
      /^user data: /,
    ],
  ])('replaces an instance that %s', async (_, breakBoot, reason, action = 'SetInstanceHealth') => {
    breakBoot();
    await fixture.setDesired(1);
    const [failed] = await eventually(
      () => fixture.eventsOfType('boot-failed'),
      ({ length }) => length >= 2,
    );
    expect(failed).toMatchObject({ detail: expect.stringMatching(reason) });
    expect(fixture.fleet.calls()).toContainEqual(
      expect.objectContaining({ role: 'lab-instance', action, verdict: 'allowed' }),
    );
  });

  it('powers off an instance that cannot boot and is not allowed to set itself unhealthy', async () => {
    fixture.parameters.values.delete('lab-keys');
    fixture.region.allowed.set('lab-instance', []);
    await fixture.setDesired(1);
    await eventually(
      () => fixture.eventsOfType('terminated'),
      ({ length }) => length >= 1,
    );
    expect(fixture.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
    expect(fixture.fleet.calls()).toContainEqual(
      expect.objectContaining({ service: 'ssm', resource: 'lab-keys', verdict: 'denied' }),
    );
    expect(fixture.fleet.calls()).toContainEqual(
      expect.objectContaining({ action: 'SetInstanceHealth', verdict: 'denied', error: 'AccessDenied' }),
    );
  });

  it('powers off an instance that is not allowed to terminate itself', async () => {
    fixture.region.allowed.set('lab-instance', []);
    fixture.semaphore.enqueue(1, { durationMs: 0 });
    await fixture.setDesired(1);
    await eventually(
      () => fixture.eventsOfType('shutdown-hook-failed'),
      ({ length }) => length >= 1,
    );
    await eventually(
      () => fixture.eventsOfType('terminated'),
      ({ length }) => length >= 1,
    );
    expect(fixture.eventsOfType('terminated')[0]).toMatchObject({
      instanceId: fixture.fleet.instances()[0]?.id,
    });
  });

  it('stops the job of an interrupted spot instance, and replaces the instance', async () => {
    const [jobId] = fixture.semaphore.enqueue(1, { durationMs: 60_000 });
    await fixture.setDesired(1);
    const [busy] = await eventually(
      () => fixture.running(),
      ([only]) => only?.agentState === 'busy',
    );
    fixture.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => fixture.semaphore.jobs(),
      ([job]) => job?.result === 'stopped',
    );
    await eventually(
      () => fixture.idle(),
      ([only]) => only !== undefined && only.id !== busy?.id,
    );
    expect(fixture.semaphore.jobs()).toMatchObject([{ id: jobId, result: 'stopped' }]);
  });

  it.each([
    ['ends in this time passes', '30', 300, 'passed'],
    ['takes longer is stopped', '1', 60_000, 'stopped'],
  ])(
    'lets a job on an interrupted instance run for the grace period: a job that %s',
    async (_, grace, durationMs, result) => {
      fixture.configure({ interruptionGracePeriod: grace });
      fixture.semaphore.enqueue(1, { durationMs });
      await fixture.setDesired(1);
      const [busy] = await eventually(
        () => fixture.running(),
        ([only]) => only?.agentState === 'busy',
      );
      fixture.fleet.interrupt(busy?.id ?? '');
      await eventually(
        () => fixture.semaphore.jobs(),
        ([job]) => job?.result !== undefined,
      );
      expect(fixture.semaphore.jobs()).toMatchObject([{ result }]);
      await eventually(
        () => fixture.idle(),
        ([only]) => only !== undefined && only.id !== busy?.id,
      );
    },
  );

  it('powers off a spot instance at the end of the notice period, even if the instance hangs', async () => {
    await fixture.close();
    fixture = await SimulatorFixture.start({ spotNoticeMs: 10 });
    await fixture.grow(1);
    const [hung] = fixture.running();
    fixture.fleet.hang(hung?.id ?? '');
    fixture.fleet.interrupt(hung?.id ?? '');
    await eventually(
      () => fixture.idle(),
      ([only]) => only !== undefined && only.id !== hung?.id,
    );
    expect(fixture.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
  });

  it('keeps an instance that hangs, and replaces it after it is powered off', async () => {
    await fixture.grow(1);
    const [hung] = fixture.running();
    fixture.fleet.hang(hung?.id ?? '');
    await fixture.setDesired(2);
    await eventually(
      () => fixture.running().map(({ agentState }) => agentState),
      (states) => states.includes('hung') && states.includes('idle'),
    );
    fixture.fleet.powerOff(hung?.id ?? '');
    await eventually(
      () => fixture.idle(),
      ({ length }) => length === 2,
    );
    expect(fixture.fleet.instances().find(({ id }) => id === hung?.id)?.state).toBe('terminated');
    // The hung instance's agent did not disconnect, so Semaphore counts three idle agents.
    expect(fixture.semaphore.agents().idle).toBe(3);
  });

  it('retries a failed launch', async () => {
    fixture.region.templateError = new Error('launch template lt-1 has no version 7');
    await fixture.setDesired(1);
    await eventually(
      () => fixture.eventsOfType('launch-failed'),
      ({ length }) => length >= 2,
    );
    const { Activities = [] } = await fixture.client().send(new DescribeScalingActivitiesCommand({}));
    expect(Activities.map(({ Description }) => Description)).toContain(
      'Launching a new EC2 instance.  Status Reason: launch template lt-1 has no version 7 Launching EC2 instance failed.',
    );
    fixture.region.templateError = undefined;
    await eventually(
      () => fixture.idle(),
      ({ length }) => length === 1,
    );
  });
});
