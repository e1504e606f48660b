import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type AutoScalingClient,
  SetInstanceHealthCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { groupDefinition } from './testing/fake-region.ts';
import { Laboratory, eventually } from './testing/laboratory.ts';

/** Everything is real but the emulator. */
describe('the fleet simulator', () => {
  let lab: Laboratory;
  let client: AutoScalingClient;
  const AutoScalingGroupName = 'lab';

  beforeEach(async () => {
    lab = await Laboratory.start();
    client = lab.client();
  });
  afterEach(() => lab.close());

  const living = () => lab.fleet.instances('lab').filter(({ state }) => state !== 'terminated');
  const idle = () => living().filter(({ agentState }) => agentState === 'idle');
  const happened = (type: string) => lab.fleet.events().filter((event) => event.type === type);
  const grow = async (count: number) => {
    await lab.setDesired(count);
    await eventually(idle, ({ length }) => length === count);
  };
  const desired = async () => (await lab.fleet.groups())[0]?.desired;

  it('takes jobs from the queue to their end, replacing each agent after its job', async () => {
    const [jobId = ''] = lab.semaphore.enqueue(4, { durationMs: 10 });
    await lab.setDesired(2);
    await eventually(
      () => lab.semaphore.jobs(),
      (jobs) => jobs.every(({ result }) => result === 'passed'),
    );
    // Two started, and each of four jobs has cost one.
    await eventually(
      () => lab.fleet.instances().map(({ agentState }) => agentState),
      (states) => states.length === 6 && states.slice(4).every((state) => state === 'idle'),
    );
    expect(await desired()).toBe(2);
    expect(lab.semaphore.jobLog(jobId).at(-1)).toContain('"result":"passed"');
    const [first] = lab.fleet.instances();
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
    lab.region.definitions = [groupDefinition('lab', { min: 1 })];
    lab.configure({ disconnectAfterIdleTimeout: '1' });
    await lab.setDesired(3);
    await eventually(
      () => happened('terminated'),
      ({ length }) => length >= 4,
    );
    expect(await desired()).toBe(1);
    const refused = lab.fleet.calls().filter(({ error }) => error === 'ValidationError');
    expect(refused[0]).toMatchObject({
      role: 'lab-instance',
      action: 'TerminateInstanceInAutoScalingGroup',
      verdict: 'allowed',
    });
  });

  it('lets agents take their capacity along after their job where the fleet shrinks then, down to the minimum', async () => {
    lab.region.definitions = [groupDefinition('lab', { min: 1 })];
    lab.configure({ afterJob: 'shrink' });
    await grow(3);
    lab.semaphore.enqueue(3, { durationMs: 10 });
    // The last of the three is the minimum: it has a successor.
    await eventually(
      () => lab.fleet.instances().map(({ agentState }) => agentState),
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
    expect(lab.semaphore.agents().idle).toBe(left);
  });

  it('shrinks, sparing protected instances', async () => {
    await grow(3);
    const [spared] = living();
    const protection = { AutoScalingGroupName, InstanceIds: [spared?.id ?? ''], ProtectedFromScaleIn: true };
    await client.send(new SetInstanceProtectionCommand(protection));
    await lab.setDesired(0);
    await eventually(living, ({ length }) => length === 1);
    expect(living()[0]?.id).toBe(spared?.id);
  });

  it('launches nothing while Launch is suspended', async () => {
    const ScalingProcesses = ['Launch'];
    await client.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await lab.setDesired(2);
    expect(living()).toEqual([]);
    expect((await lab.fleet.groups())[0]?.suspendedProcesses).toEqual(['Launch']);
  });

  it.each([
    [
      'a parameter it may not read',
      () => lab.parameters.values.delete('lab-token'),
      /^token parameter lab-token: not authorized/,
    ],
    [
      'a Semaphore it cannot reach',
      () => lab.configure({ endpoint: '127.0.0.1:9' }),
      /could not register in 30 attempts/,
    ],
    [
      'user data that starts no agent',
      () => (lab.region.template = { ...lab.region.template, userData: 'x' }),
      /^user data: /,
    ],
  ])('has an instance replaced that does not boot for %s', async (_, breakIt, reason) => {
    breakIt();
    await lab.setDesired(1);
    const [failed] = await eventually(
      () => happened('boot-failed'),
      ({ length }) => length >= 2,
    );
    expect(failed).toMatchObject({ detail: expect.stringMatching(reason) });
    expect(lab.fleet.calls()).toContainEqual(
      expect.objectContaining({ role: 'lab-instance', action: 'SetInstanceHealth', verdict: 'allowed' }),
    );
  });

  it('switches an instance off that may not say it is unhealthy', async () => {
    lab.parameters.values.delete('lab-keys');
    lab.region.allowed.set('lab-instance', []);
    await lab.setDesired(1);
    await eventually(
      () => happened('terminated'),
      ({ length }) => length >= 1,
    );
    expect(lab.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
    expect(lab.fleet.calls()).toContainEqual(
      expect.objectContaining({ service: 'ssm', resource: 'lab-keys', verdict: 'denied' }),
    );
    expect(lab.fleet.calls()).toContainEqual(
      expect.objectContaining({ action: 'SetInstanceHealth', verdict: 'denied', error: 'AccessDenied' }),
    );
  });

  it('switches an instance off that may not end itself', async () => {
    lab.region.allowed.set('lab-instance', []);
    lab.semaphore.enqueue(1, { durationMs: 0 });
    await lab.setDesired(1);
    await eventually(
      () => happened('shutdown-hook-failed'),
      ({ length }) => length >= 1,
    );
    await eventually(
      () => happened('terminated'),
      ({ length }) => length >= 1,
    );
    expect(happened('terminated')[0]).toMatchObject({ instanceId: lab.fleet.instances()[0]?.id });
  });

  it('stops the job of a spot instance that is interrupted, and replaces it', async () => {
    const [jobId] = lab.semaphore.enqueue(1, { durationMs: 60_000 });
    await lab.setDesired(1);
    const [busy] = await eventually(living, ([only]) => only?.agentState === 'busy');
    lab.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => lab.semaphore.jobs(),
      ([job]) => job?.result === 'stopped',
    );
    await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
    expect(lab.semaphore.jobs()).toMatchObject([{ id: jobId, result: 'stopped' }]);
  });

  it.each([
    ['ends within its grace', '30', 300, 'passed'],
    ['is longer than its grace', '1', 60_000, 'stopped'],
  ])('lets a job on an interrupted instance go on: one that %s', async (_, grace, durationMs, result) => {
    lab.configure({ interruptionGracePeriod: grace });
    lab.semaphore.enqueue(1, { durationMs });
    await lab.setDesired(1);
    const [busy] = await eventually(living, ([only]) => only?.agentState === 'busy');
    lab.fleet.interrupt(busy?.id ?? '');
    await eventually(
      () => lab.semaphore.jobs(),
      ([job]) => job?.result !== undefined,
    );
    expect(lab.semaphore.jobs()).toMatchObject([{ result }]);
    await eventually(idle, ([only]) => only !== undefined && only.id !== busy?.id);
  });

  it('takes the power from a spot instance at the end of its notice, whatever runs on it', async () => {
    await lab.close();
    lab = await Laboratory.start({ spotNoticeMs: 10 });
    client = lab.client();
    await grow(1);
    const [hung] = living();
    lab.fleet.hang(hung?.id ?? '');
    lab.fleet.interrupt(hung?.id ?? '');
    await eventually(idle, ([only]) => only !== undefined && only.id !== hung?.id);
    expect(lab.fleet.instances()[0]?.history.map(({ what }) => what)).toContain('power off');
  });

  it('keeps an instance that hangs, and replaces one that is off', async () => {
    await grow(1);
    const [hung] = living();
    lab.fleet.hang(hung?.id ?? '');
    await lab.setDesired(2);
    await eventually(
      () => living().map(({ agentState }) => agentState),
      (states) => states.includes('hung') && states.includes('idle'),
    );
    lab.fleet.powerOff(hung?.id ?? '');
    await eventually(idle, ({ length }) => length === 2);
    expect(lab.fleet.instances().find(({ id }) => id === hung?.id)?.state).toBe('terminated');
    // Its agent vanished without a word: Semaphore still counts it.
    expect(lab.semaphore.agents().idle).toBe(3);
  });

  it('tries a failed launch again', async () => {
    lab.region.templateError = new Error('launch template lt-1 has no version 7');
    await lab.setDesired(1);
    await eventually(
      () => happened('launch-failed'),
      ({ length }) => length >= 2,
    );
    lab.region.templateError = undefined;
    await eventually(idle, ({ length }) => length === 1);
  });

  it('has agents named by their instance where fleet and agent type say so', async () => {
    lab.configure({ usePreSignedURL: 'true' });
    const names = { from: 'aws-sts', account: '000000000000', rolePatterns: '*' } as const;
    lab.semaphore.setAgentType({ names });
    await grow(1);
    const [instance] = lab.fleet.instances();
    expect(lab.semaphore.agentRecords()[0]?.name).toBe(instance?.id);
    expect(instance?.agentName).toBe(instance?.id);
  });

  it('has no agents where only the fleet says so', async () => {
    lab.configure({ usePreSignedURL: 'true' });
    await lab.setDesired(1);
    await eventually(
      () => lab.fleet.events().find(({ type }) => type === 'boot-failed'),
      (event) => event !== undefined && 'detail' in event && /not allowed to use URLs/.test(event.detail),
    );
    expect(lab.semaphore.agentRecords()).toEqual([]);
  });

  it('is closed with everything that runs in it', async () => {
    await grow(2);
    await lab.fleet.close();
    const before = lab.fleet.events().length;
    await expect(lab.setDesired(0)).rejects.toThrow(/ECONNREFUSED|socket/);
    expect(lab.fleet.events().length).toBe(before);
    lab.fleet.close = () => Promise.resolve();
  });
});
