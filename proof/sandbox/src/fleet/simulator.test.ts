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

/** The emulator is a fake; the simulator, the Semaphore API and the SDK are real. */
describe('the fleet simulator', () => {
  let fixture: SimulatorFixture;
  let client: AutoScalingClient;
  const AutoScalingGroupName = 'lab';

  beforeEach(async () => {
    fixture = await SimulatorFixture.start();
    client = fixture.client();
  });
  afterEach(() => fixture.close());

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
    expect(await fixture.desired()).toBe(2);
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

  it('shrinks by one whenever an idle timeout ends, and at the minimum starts the agent again', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ disconnectAfterIdleTimeout: '1' });
    await fixture.setDesired(3);
    // Three agents register, and the last of them registers at least once more.
    await eventually(
      () => fixture.eventsOfType('agent-registered'),
      ({ length }) => length >= 4,
    );
    expect(await fixture.desired()).toBe(1);
    expect(fixture.eventsOfType('terminated')).toHaveLength(2);
    expect(fixture.eventsOfType('launching')).toHaveLength(3);
    const refused = fixture.fleet.calls().filter(({ error }) => error === 'ValidationError');
    expect(refused[0]).toMatchObject({
      role: 'lab-instance',
      action: 'TerminateInstanceInAutoScalingGroup',
      verdict: 'allowed',
    });
  });

  it('shrinks by one after each job if configured to, but not below the minimum', async () => {
    fixture.region.definitions = [groupDefinition('lab', { min: 1 })];
    fixture.configure({ afterJob: 'shrink' });
    await fixture.grow(3);
    fixture.semaphore.enqueue(3, { durationMs: 10 });
    // When the third job ends, the group is at its minimum, so the instance is replaced.
    await eventually(
      () => fixture.fleet.instances().map(({ agentState }) => agentState),
      (states) => states.length === 4 && states.filter((state) => state === 'idle').length === 1,
    );
    await eventually(
      () => fixture.running(),
      ({ length }) => length === 1,
    );
    expect(await fixture.desired()).toBe(1);
    const ended = fixture.eventsOfType('agent-ended');
    expect(ended).toEqual(ended.map(() => expect.objectContaining({ detail: 'JOB_FINISHED' })));
  });

  it('replaces an instance that is set unhealthy', async () => {
    await fixture.grow(1);
    const [unhealthy] = fixture.running();
    const health = { InstanceId: unhealthy?.id, HealthStatus: 'Unhealthy' };
    await client.send(new SetInstanceHealthCommand(health));
    expect(fixture.running()[0]?.healthStatus).toBe('Healthy');
    await client.send(new SetInstanceHealthCommand({ ...health, ShouldRespectGracePeriod: false }));
    await eventually(
      () => fixture.idle(),
      ([only]) => only !== undefined && only.id !== unhealthy?.id,
    );
  });

  it.each([
    ['with', true, 0],
    ['without', false, 1],
  ])('terminates an instance on request, %s a decrement', async (_, decrement, left) => {
    await fixture.grow(1);
    const [ended] = fixture.running();
    await client.send(
      new TerminateInstanceInAutoScalingGroupCommand({
        InstanceId: ended?.id,
        ShouldDecrementDesiredCapacity: decrement,
      }),
    );
    await eventually(
      () => fixture.idle().map(({ id }) => id),
      (ids) => ids.length === left && !ids.includes(ended?.id ?? ''),
    );
    expect(await fixture.desired()).toBe(left);
    // The terminated agent has disconnected from Semaphore.
    expect(fixture.semaphore.agents().idle).toBe(left);
  });

  it('shrinks, but keeps protected instances', async () => {
    await fixture.grow(3);
    const [protectedInstance] = fixture.running();
    const InstanceIds = [protectedInstance?.id ?? ''];
    await client.send(
      new SetInstanceProtectionCommand({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: true }),
    );
    await fixture.setDesired(0);
    await eventually(
      () => fixture.running(),
      ({ length }) => length === 1,
    );
    expect(fixture.running()[0]?.id).toBe(protectedInstance?.id);
  });

  it('launches nothing while Launch is suspended', async () => {
    const ScalingProcesses = ['Launch'];
    await client.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses }));
    await fixture.setDesired(2);
    expect(fixture.running()).toEqual([]);
    expect((await fixture.fleet.groups())[0]?.suspendedProcesses).toEqual(['Launch']);
  });

  it('names agents after their instances if fleet and agent type use pre-signed URLs', async () => {
    fixture.configure({ usePreSignedURL: 'true' });
    const names = { from: 'aws-sts', account: '000000000000', rolePatterns: '*' } as const;
    fixture.semaphore.setAgentType({ names });
    await fixture.grow(1);
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
    await fixture.grow(2);
    await fixture.fleet.close();
    const before = fixture.fleet.events().length;
    await expect(fixture.setDesired(0)).rejects.toThrow(/ECONNREFUSED|socket/);
    expect(fixture.fleet.events().length).toBe(before);
    fixture.fleet.close = () => Promise.resolve();
  });
});
