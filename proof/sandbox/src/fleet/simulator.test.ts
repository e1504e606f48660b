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

/** Only the emulator is a fake here. */
describe('the fleet simulator', () => {
  let fixture: SimulatorFixture;
  let client: AutoScalingClient;
  const AutoScalingGroupName = 'lab';

  beforeEach(async () => {
    fixture = await SimulatorFixture.start();
    client = fixture.client();
  });
  afterEach(() => fixture.close());

  const running = () => fixture.fleet.instances('lab').filter(({ state }) => state !== 'terminated');
  const idle = () => running().filter(({ agentState }) => agentState === 'idle');
  const eventsOfType = (type: string) => fixture.fleet.events().filter((event) => event.type === type);
  const grow = async (count: number) => {
    await fixture.setDesired(count);
    await eventually(idle, ({ length }) => length === count);
  };
  const desired = async () => (await fixture.fleet.groups())[0]?.desired;

  it('runs all jobs, and replaces each agent after its job', async () => {
    const [jobId = ''] = fixture.semaphore.enqueue(4, { durationMs: 10 });
    await fixture.setDesired(2);
    await eventually(
      () => fixture.semaphore.jobs(),
      (jobs) => jobs.every(({ result }) => result === 'passed'),
    );
    // Two instances at the start, and one more for each of the four jobs.
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

  it('shrinks by idle agents down to the minimum, and then replaces them', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ disconnectAfterIdleTimeout: '1' });
    await fixture.setDesired(3);
    await eventually(
      () => eventsOfType('terminated'),
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

  it('shrinks by agents that have finished a job if configured so, down to the minimum', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ afterJob: 'shrink' });
    await grow(3);
    fixture.semaphore.enqueue(3, { durationMs: 10 });
    // The last of the three is at the minimum, so it is replaced.
    await eventually(
      () => fixture.fleet.instances().map(({ agentState }) => agentState),
      (states) => states.length === 4 && states.filter((state) => state === 'idle').length === 1,
    );
    await eventually(running, ({ length }) => length === 1);
    expect(await desired()).toBe(1);
    const ended = eventsOfType('agent-ended');
    expect(ended).toEqual(ended.map(() => expect.objectContaining({ detail: 'JOB_FINISHED' })));
  });

  it('replaces an instance that is set unhealthy', async () => {
    await grow(1);
    const [unhealthy] = running();
    const health = { InstanceId: unhealthy?.id, HealthStatus: 'Unhealthy' };
    await client.send(new SetInstanceHealthCommand(health));
    expect(running()[0]?.healthStatus).toBe('Healthy');
    await client.send(new SetInstanceHealthCommand({ ...health, ShouldRespectGracePeriod: false }));
    await eventually(idle, ([only]) => only !== undefined && only.id !== unhealthy?.id);
  });

  it.each([
    ['with', true, 0],
    ['without', false, 1],
  ])('terminates an instance on request, %s a decrement', async (_, decrement, left) => {
    await grow(1);
    const [ended] = running();
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
    // The terminated agent has disconnected from Semaphore.
    expect(fixture.semaphore.agents().idle).toBe(left);
  });

  it('shrinks, but keeps protected instances', async () => {
    await grow(3);
    const [protectedInstance] = running();
    const InstanceIds = [protectedInstance?.id ?? ''];
    await client.send(
      new SetInstanceProtectionCommand({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: true }),
    );
    await fixture.setDesired(0);
    await eventually(running, ({ length }) => length === 1);
    expect(running()[0]?.id).toBe(protectedInstance?.id);
  });

  it('launches nothing while Launch is suspended', async () => {
    const ScalingProcesses = ['Launch'];
    await client.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await fixture.setDesired(2);
    expect(running()).toEqual([]);
    expect((await fixture.fleet.groups())[0]?.suspendedProcesses).toEqual(['Launch']);
  });

  it.each([
    [
      'cannot read a parameter',
      () => fixture.parameters.values.delete('lab-token'),
      /^token parameter lab-token: not authorized/,
    ],
    [
      'cannot reach Semaphore',
      () => fixture.configure({ endpoint: '127.0.0.1:9' }),
      /could not register in 30 attempts/,
    ],
    [
      'has user data that starts no agent',
      () => (fixture.region.template = { ...fixture.region.template, userData: 'x' }),
      /^user data: /,
    ],
  ])('replaces an instance that %s', async (_, breakBoot, reason) => {
    breakBoot();
    await fixture.setDesired(1);
    const [failed] = await eventually(
      () => eventsOfType('boot-failed'),
      ({ length }) => length >= 2,
    );
    expect(failed).toMatchObject({ detail: expect.stringMatching(reason) });
    expect(fixture.fleet.calls()).toContainEqual(
      expect.objectContaining({ role: 'lab-instance', action: 'SetInstanceHealth', verdict: 'allowed' }),
    );
  });

  it('powers off an instance that cannot boot and is not allowed to set itself unhealthy', async () => {
    fixture.parameters.values.delete('lab-keys');
    fixture.region.allowed.set('lab-instance', []);
    await fixture.setDesired(1);
    await eventually(
      () => eventsOfType('terminated'),
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
      () => eventsOfType('shutdown-hook-failed'),
      ({ length }) => length >= 1,
    );
    await eventually(
      () => eventsOfType('terminated'),
      ({ length }) => length >= 1,
    );
    expect(eventsOfType('terminated')[0]).toMatchObject({ instanceId: fixture.fleet.instances()[0]?.id });
  });

  it('stops the job of a spot instance that is interrupted, and replaces it', async () => {
    const [jobId] = fixture.semaphore.enqueue(1, { durationMs: 60_000 });
    await fixture.setDesired(1);
    const [busy] = await eventually(running, ([only]) => only?.agentState === 'busy');
    fixture.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => fixture.semaphore.jobs(),
      ([job]) => job?.result === 'stopped',
    );
    await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
    expect(fixture.semaphore.jobs()).toMatchObject([{ id: jobId, result: 'stopped' }]);
  });

  it.each([
    ['ends within it passes', '30', 300, 'passed'],
    ['takes longer is stopped', '1', 60_000, 'stopped'],
  ])(
    'continues a job on an interrupted instance for its grace period: a job that %s',
    async (_, grace, durationMs, result) => {
      fixture.configure({ interruptionGracePeriod: grace });
      fixture.semaphore.enqueue(1, { durationMs });
      await fixture.setDesired(1);
      const [busy] = await eventually(running, ([only]) => only?.agentState === 'busy');
      fixture.fleet.interrupt(busy?.id ?? '');
      await eventually(
        () => fixture.semaphore.jobs(),
        ([job]) => job?.result !== undefined,
      );
      expect(fixture.semaphore.jobs()).toMatchObject([{ result }]);
      await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
    },
  );

  it('powers off a spot instance at the end of its notice, even if it hangs', async () => {
    await fixture.close();
    fixture = await SimulatorFixture.start({ spotNoticeMs: 10 });
    client = fixture.client();
    await grow(1);
    const [hung] = running();
    fixture.fleet.hang(hung?.id ?? '');
    fixture.fleet.interrupt(hung?.id ?? '');
    await eventually(idle, ([only]) => only !== undefined && only.id !== hung?.id);
    expect(fixture.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
  });

  it('keeps an instance that hangs, and replaces one that is powered off', async () => {
    await grow(1);
    const [hung] = running();
    fixture.fleet.hang(hung?.id ?? '');
    await fixture.setDesired(2);
    await eventually(
      () => running().map(({ agentState }) => agentState),
      (states) => states.includes('hung') && states.includes('idle'),
    );
    fixture.fleet.powerOff(hung?.id ?? '');
    await eventually(idle, ({ length }) => length === 2);
    expect(fixture.fleet.instances().find(({ id }) => id === hung?.id)?.state).toBe('terminated');
    // Its agent did not disconnect, so Semaphore still counts it.
    expect(fixture.semaphore.agents().idle).toBe(3);
  });

  it('retries a failed launch', async () => {
    fixture.region.templateError = new Error('launch template lt-1 has no version 7');
    await fixture.setDesired(1);
    await eventually(
      () => eventsOfType('launch-failed'),
      ({ length }) => length >= 2,
    );
    fixture.region.templateError = undefined;
    await eventually(idle, ({ length }) => length === 1);
  });

  it('names agents after their instances if fleet and agent type use pre-signed URLs', async () => {
    fixture.configure({ usePreSignedURL: 'true' });
    const names = { from: 'aws-sts', account: '000000000000', rolePatterns: '*' } as const;
    fixture.semaphore.setAgentType({ names });
    await grow(1);
    const [instance] = fixture.fleet.instances();
    expect(fixture.semaphore.agentRecords()[0]?.name).toBe(instance?.id);
    expect(instance?.agentName).toBe(instance?.id);
  });

  it('registers no agents if the fleet uses pre-signed URLs and the agent type does not', async () => {
    fixture.configure({ usePreSignedURL: 'true' });
    await fixture.setDesired(1);
    await eventually(
      () => fixture.fleet.events().find(({ type }) => type === 'boot-failed'),
      (event) => event !== undefined && 'detail' in event && /not allowed to use URLs/.test(event.detail),
    );
    expect(fixture.semaphore.agentRecords()).toEqual([]);
  });

  it('stops everything when it is closed', async () => {
    await grow(2);
    await fixture.fleet.close();
    const before = fixture.fleet.events().length;
    await expect(fixture.setDesired(0)).rejects.toThrow(/ECONNREFUSED|socket/);
    expect(fixture.fleet.events().length).toBe(before);
    fixture.fleet.close = () => Promise.resolve();
  });
});
