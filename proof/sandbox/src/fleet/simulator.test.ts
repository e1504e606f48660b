import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type AutoScalingClient,
  SetInstanceHealthCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { groupDefinition } from './testing/fake-region.ts';
import { SimulatorFixture, eventually } from './testing/simulator-fixture.ts';

/** Everything is real but the emulator. */
describe('the fleet simulator', () => {
  let fixture: SimulatorFixture;
  let client: AutoScalingClient;
  const AutoScalingGroupName = 'lab';

  beforeEach(async () => {
    fixture = await SimulatorFixture.start();
    client = fixture.client();
  });
  afterEach(() => fixture.close());

  const living = () => fixture.fleet.instances('lab').filter(({ state }) => state !== 'terminated');
  const idle = () => living().filter(({ agentState }) => agentState === 'idle');
  const happened = (type: string) => fixture.fleet.events().filter((event) => event.type === type);
  const grow = async (count: number) => {
    await fixture.setDesired(count);
    await eventually(idle, ({ length }) => length === count);
  };
  const desired = async () => (await fixture.fleet.groups())[0]?.desired;

  it('takes jobs from the queue to their end, replacing each agent after its job', async () => {
    const [jobId = ''] = fixture.semaphore.enqueue(4, { durationMs: 10 });
    await fixture.setDesired(2);
    await eventually(
      () => fixture.semaphore.jobs(),
      (jobs) => jobs.every(({ result }) => result === 'passed'),
    );
    // Two started, and each of four jobs has cost one.
    await eventually(
      () => fixture.fleet.instances().map(({ agentState }) => agentState),
      (states) => states.length === 6 && states.slice(4).every((state) => state === 'idle'),
    );
    expect(await desired()).toBe(2);
    expect(fixture.semaphore.jobLog(jobId).at(-1)).toContain('"result":"passed"');
    const [first] = fixture.fleet.instances();
    expect(first?.agentName).toMatch(new RegExp(`^${first?.id}__`));
    expect(first?.history.map(({ what }) => what)).toEqual([
      'InService',
      expect.stringMatching(/^agent-registered: i-/),
      expect.stringMatching(/^job-started: /),
      expect.stringMatching(/^job-finished: .* passed$/),
      'agent-ended: JOB_FINISHED',
      'Terminating',
      'Terminated',
    ]);
  });

  it('lets idle agents take their capacity along, down to the minimum, where successors come', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ disconnectAfterIdleTimeout: '1' });
    await fixture.setDesired(3);
    await eventually(
      () => happened('terminated'),
      ({ length }) => length >= 4,
    );
    expect(await desired()).toBe(1);
    const refused = fixture.fleet.calls().filter(({ error }) => error === 'ValidationError');
    expect(refused[0]).toMatchObject({
      role: 'lab-instance',
      action: 'TerminateInstanceInAutoScalingGroup',
      verdict: 'allowed',
    });
  });

  it('lets agents take their capacity along after their job where the fleet shrinks then, down to the minimum', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ afterJob: 'shrink' });
    await grow(3);
    fixture.semaphore.enqueue(3, { durationMs: 10 });
    // The last of the three is the minimum: it has a successor.
    await eventually(
      () => fixture.fleet.instances().map(({ agentState }) => agentState),
      (states) => states.length === 4 && states.filter((state) => state === 'idle').length === 1,
    );
    await eventually(living, ({ length }) => length === 1);
    expect(await desired()).toBe(1);
    const ended = happened('agent-ended');
    expect(ended).toEqual(ended.map(() => expect.objectContaining({ detail: 'JOB_FINISHED' })));
  });

  it('replaces an instance that is called unhealthy', async () => {
    await grow(1);
    const [ill] = living();
    const health = { InstanceId: ill?.id, HealthStatus: 'Unhealthy' };
    await client.send(new SetInstanceHealthCommand(health));
    expect(living()[0]?.healthStatus).toBe('Healthy');
    await client.send(new SetInstanceHealthCommand({ ...health, ShouldRespectGracePeriod: false }));
    await eventually(idle, ([only]) => only !== undefined && only.id !== ill?.id);
  });

  it.each([
    ['with', true, 0],
    ['without', false, 1],
  ])('ends an instance on request, %s its capacity', async (_, decrement, left) => {
    await grow(1);
    const [ended] = living();
    await client.send(
      new TerminateInstanceInAutoScalingGroupCommand({
        InstanceId: ended?.id,
        ShouldDecrementDesiredCapacity: decrement,
      }),
    );
    await eventually(
      () => idle().map(({ id }) => id),
      (ids) => ids.length === left && !ids.includes(ended?.id ?? ''),
    );
    expect(await desired()).toBe(left);
    // The agent was idle and its machine went: it told Semaphore.
    expect(fixture.semaphore.agents().idle).toBe(left);
  });

  it('shrinks, sparing protected instances', async () => {
    await grow(3);
    const [spared] = living();
    const protection = { AutoScalingGroupName, InstanceIds: [spared?.id ?? ''], ProtectedFromScaleIn: true };
    await client.send(new SetInstanceProtectionCommand(protection));
    await fixture.setDesired(0);
    await eventually(living, ({ length }) => length === 1);
    expect(living()[0]?.id).toBe(spared?.id);
  });

  it('launches nothing while Launch is suspended', async () => {
    const ScalingProcesses = ['Launch'];
    await client.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await fixture.setDesired(2);
    expect(living()).toEqual([]);
    expect((await fixture.fleet.groups())[0]?.suspendedProcesses).toEqual(['Launch']);
  });

  it.each([
    [
      'a parameter it may not read',
      () => fixture.parameters.values.delete('lab-token'),
      /^token parameter lab-token: not authorized/,
    ],
    [
      'a Semaphore it cannot reach',
      () => fixture.configure({ endpoint: '127.0.0.1:9' }),
      /could not register in 30 attempts/,
    ],
    [
      'user data that starts no agent',
      () => (fixture.region.template = { ...fixture.region.template, userData: 'x' }),
      /^user data: /,
    ],
  ])('has an instance replaced that does not boot for %s', async (_, breakIt, reason) => {
    breakIt();
    await fixture.setDesired(1);
    const [failed] = await eventually(
      () => happened('boot-failed'),
      ({ length }) => length >= 2,
    );
    expect(failed).toMatchObject({ detail: expect.stringMatching(reason) });
    expect(fixture.fleet.calls()).toContainEqual(
      expect.objectContaining({ role: 'lab-instance', action: 'SetInstanceHealth', verdict: 'allowed' }),
    );
  });

  it('switches an instance off that may not say it is unhealthy', async () => {
    fixture.parameters.values.delete('lab-keys');
    fixture.region.allowed.set('lab-instance', []);
    await fixture.setDesired(1);
    await eventually(
      () => happened('terminated'),
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

  it('switches an instance off that may not end itself', async () => {
    fixture.region.allowed.set('lab-instance', []);
    fixture.semaphore.enqueue(1, { durationMs: 0 });
    await fixture.setDesired(1);
    await eventually(
      () => happened('shutdown-hook-failed'),
      ({ length }) => length >= 1,
    );
    await eventually(
      () => happened('terminated'),
      ({ length }) => length >= 1,
    );
    expect(happened('terminated')[0]).toMatchObject({ instanceId: fixture.fleet.instances()[0]?.id });
  });

  it('stops the job of a spot instance that is interrupted, and replaces it', async () => {
    const [jobId] = fixture.semaphore.enqueue(1, { durationMs: 60_000 });
    await fixture.setDesired(1);
    const [busy] = await eventually(living, ([only]) => only?.agentState === 'busy');
    fixture.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => fixture.semaphore.jobs(),
      ([job]) => job?.result === 'stopped',
    );
    await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
    expect(fixture.semaphore.jobs()).toMatchObject([{ id: jobId, result: 'stopped' }]);
  });

  it.each([
    ['ends within its grace', '30', 300, 'passed'],
    ['is longer than its grace', '1', 60_000, 'stopped'],
  ])('lets a job on an interrupted instance go on: one that %s', async (_, grace, durationMs, result) => {
    fixture.configure({ interruptionGracePeriod: grace });
    fixture.semaphore.enqueue(1, { durationMs });
    await fixture.setDesired(1);
    const [busy] = await eventually(living, ([only]) => only?.agentState === 'busy');
    fixture.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => fixture.semaphore.jobs(),
      ([job]) => job?.result !== undefined,
    );
    expect(fixture.semaphore.jobs()).toMatchObject([{ result }]);
    await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
  });

  it('takes the power from a spot instance at the end of its notice, whatever runs on it', async () => {
    await fixture.close();
    fixture = await SimulatorFixture.start({ spotNoticeMs: 10 });
    client = fixture.client();
    await grow(1);
    const [hung] = living();
    fixture.fleet.hang(hung?.id ?? '');
    fixture.fleet.interrupt(hung?.id ?? '');
    await eventually(idle, ([only]) => only !== undefined && only.id !== hung?.id);
    expect(fixture.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
  });

  it('keeps an instance that hangs, and replaces one that is off', async () => {
    await grow(1);
    const [hung] = living();
    fixture.fleet.hang(hung?.id ?? '');
    await fixture.setDesired(2);
    await eventually(
      () => living().map(({ agentState }) => agentState),
      (states) => states.includes('hung') && states.includes('idle'),
    );
    fixture.fleet.powerOff(hung?.id ?? '');
    await eventually(idle, ({ length }) => length === 2);
    expect(fixture.fleet.instances().find(({ id }) => id === hung?.id)?.state).toBe('terminated');
    // Its agent vanished without a word: Semaphore still counts it.
    expect(fixture.semaphore.agents().idle).toBe(3);
  });

  it('tries a failed launch again', async () => {
    fixture.region.templateError = new Error('launch template lt-1 has no version 7');
    await fixture.setDesired(1);
    await eventually(
      () => happened('launch-failed'),
      ({ length }) => length >= 2,
    );
    fixture.region.templateError = undefined;
    await eventually(idle, ({ length }) => length === 1);
  });

  it('has agents named by their instance where fleet and agent type say so', async () => {
    fixture.configure({ usePreSignedURL: 'true' });
    const names = { from: 'aws-sts', account: '000000000000', rolePatterns: '*' } as const;
    fixture.semaphore.setAgentType({ names });
    await grow(1);
    const [instance] = fixture.fleet.instances();
    expect(fixture.semaphore.agentRecords()[0]?.name).toBe(instance?.id);
    expect(instance?.agentName).toBe(instance?.id);
  });

  it('has no agents where only the fleet says so', async () => {
    fixture.configure({ usePreSignedURL: 'true' });
    await fixture.setDesired(1);
    await eventually(
      () => fixture.fleet.events().find(({ type }) => type === 'boot-failed'),
      (event) => event !== undefined && 'detail' in event && /not allowed to use URLs/.test(event.detail),
    );
    expect(fixture.semaphore.agentRecords()).toEqual([]);
  });

  it('is closed with everything that runs in it', async () => {
    await grow(2);
    await fixture.fleet.close();
    const before = fixture.fleet.events().length;
    await expect(fixture.setDesired(0)).rejects.toThrow(/ECONNREFUSED|socket/);
    expect(fixture.fleet.events().length).toBe(before);
    fixture.fleet.close = () => Promise.resolve();
  });
});
