import { setTimeout } from 'node:timers/promises';
import { SetInstanceProtectionCommand } from '@aws-sdk/client-auto-scaling';
import { DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOOT_STEPS } from '@agent-aws-stack/contract';
import type { FleetEvent } from '../fleet/events.ts';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { destroyFleet, stopSchedule, waitForSilence } from '../scenario/teardown.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler, sendWave, waitForRest } from '../scenario/wave.ts';
import { bootstrappedRegion, withParameters } from '../testing/deployed-fleet.ts';
import { operatorOf } from '../testing/operator.ts';
import { longestWaitMs, playedWave, playVirtually } from '../testing/played-wave.ts';

interface Boots {
  readonly instances: number;
  readonly steps: readonly { readonly step: string; readonly p50Ms: number; readonly p95Ms: number }[];
}

/** Tests the whole life of one fleet. Each test continues with the result of the previous one. */
describe('a fleet', () => {
  let context: ScenarioContext;

  beforeAll(async () => {
    context = await bootstrappedRegion();
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  it('can be deployed after its first deployment was rolled back', async () => {
    const { region, cdk } = context;
    const Name = 'e2e-fleet-config';
    await region.clients.ssm.send(new PutParameterCommand({ Name, Value: 'in the way', Type: 'String' }));
    await expect(cdk.deploy()).rejects.toThrow(/e2e-fleet-config|already exists/i);
    await region.clients.ssm.send(new DeleteParameterCommand({ Name }));
    await deployFleet(context);
    expect(context.expectations.all.every(({ held }) => held)).toBe(true);
  });

  it('scales out and in for a wave of jobs, with the permissions of its IAM roles only', async () => {
    await invokeScaler(context);
    await sendWave(context, { jobs: 4, jobMs: 1_000 });
    await waitForRest(context);
    expect(context.region.fleet.calls().filter(({ verdict }) => verdict === 'denied')).toEqual([]);
  });

  it('has reported how long each step took when its instances booted', async () => {
    const { stdout, exitCode } = await operatorOf(context).fleet(
      ...['status', '--stack', context.fleet.config.stackName, '--boots', '--json'],
    );
    expect(exitCode).toBe(0);
    const [{ boots }] = (JSON.parse(stdout) as { fleets: [{ boots: Boots }] }).fleets;
    const launched = context.region.fleet
      .instances()
      .filter(({ registeredAt }) => registeredAt !== undefined);
    expect(boots.instances).toBe(launched.length);
    expect(boots.steps.map(({ step }) => step)).toEqual(['launch', ...BOOT_STEPS, 'total', 'first-job']);
    const p50 = Object.fromEntries(boots.steps.map(({ step, p50Ms }) => [step, p50Ms]));
    expect(p50['unit']).toBeLessThanOrEqual(p50['total'] ?? 0);
    printFigure(
      'boots',
      boots.steps.map(({ step, p50Ms, p95Ms }) => `${step} ${p50Ms}/${p95Ms}`).join(', ') + ' ms (p50/p95)',
    );
  });

  it('scales for a wave of jobs on the virtual clock as in real time, and no job waits longer by more than a poll and a sync', async () => {
    const { fleet, semaphore } = context.region;
    const virtual = await playVirtually(context, { jobs: 4, jobMs: 1_000 });
    expect(virtual.wave).toEqual(playedWave(fleet.events(), semaphore.jobs()));
    // In real time, the jobs may come just before a poll and a sync. On the virtual clock, they may come just after both, and wait for the next ones.
    const pollAndSyncMs = 2_000 + 500;
    expect(virtual.longestWaitMs).toBeLessThan(longestWaitMs(semaphore.jobs()) + pollAndSyncMs);
  });

  it('keeps polling while Semaphore fails, and never changes the capacity for an invalid answer', async () => {
    const { region } = context;
    for (const fault of ['html', 'half-json'] as const) {
      region.semaphore.failMetrics({ kind: fault });
      const polls = region.semaphore.pollTimes().length;
      await context.expectations.eventually(
        `two polls while Semaphore answers ${fault}`,
        () => ({ held: region.semaphore.pollTimes().length >= polls + 2, seen: '' }),
        { withinMs: 30_000 },
      );
      const [group] = await region.fleet.groups();
      expect(group?.desired).toBe(0);
    }
    region.semaphore.failMetrics({ kind: 'every-nth', n: 3, fault: { kind: 'status', status: 500 } });
    await sendWave(context, { jobs: 2, jobMs: 500 });
    region.semaphore.failMetrics(undefined);
    await waitForRest(context);
  });

  it('is updated in place for changed parameters: same group, scaler and launch template', async () => {
    const { region } = context;
    const stackName = context.fleet.config.stackName;
    const identities = () =>
      Promise.all(
        ['autoScalingGroup', 'scalerLambdaEE0B7FDF', 'launchTemplateDEE5742D'].map(async (id) => {
          return (await stackResource(region.clients.cloudFormation, stackName, id)).physicalId;
        }),
      );
    const before = await identities();
    context = await withParameters(region, {
      SEMAPHORE_AGENT_ASG_MIN_SIZE: 1,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: 9,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: true,
      SEMAPHORE_AGENT_AFTER_JOB: 'shrink',
      SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: 5,
      SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 120,
    });
    await deployFleet(context);
    expect(await identities()).toEqual(before);
    expect((await region.fleet.groups())[0]?.max).toBe(9);
    expect(await context.cdk.isUpToDate()).toBe(true);
  });

  it('shrinks by one after each job if configured so, but never below the minimum', async () => {
    const { fleet } = context.region;
    const before = fleet.events().length;
    // The deployment changed the scaler's environment, so the emulator ended the invocation.
    await invokeScaler(context);
    await sendWave(context, { jobs: 4, jobMs: 5_000 });
    await context.expectations.eventually(
      'the fleet is at its minimum again',
      async () => {
        const [group] = await fleet.groups();
        return { held: group?.desired === 1, seen: `desired ${group?.desired}` };
      },
      { withinMs: 30_000 },
    );
    const events = fleet.events().slice(before);
    expect(reasonsForShrinking(events).filter((reason) => reason === 'JOB_FINISHED').length).toBeGreaterThan(
      2,
    );
    expect(events.filter((event) => event.type === 'desired-changed' && event.to < 1)).toEqual([]);
  });

  it('has instances report their launch: they go into service only once their agent has registered', () => {
    const { fleet } = context.region;
    const delaysMs = fleet
      .instances()
      .filter(({ history }) => history.some(({ what }) => what === 'Pending:Wait'))
      .flatMap(({ registeredAt = Infinity, inServiceAt }) =>
        inServiceAt === undefined ? [] : [inServiceAt - registeredAt],
      );
    expect(delaysMs.length).toBeGreaterThan(2);
    expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delaysMs)).toBeLessThan(30_000);
    const reports = fleet.calls().filter(({ action }) => action === 'CompleteLifecycleAction');
    expect(reports.filter(({ verdict }) => verdict === 'denied')).toEqual([]);
    printFigure(
      'launch reports in the sandbox',
      `${delaysMs.length} instances went into service at most ${Math.max(...delaysMs)} ms after their agent had registered`,
    );
  });

  it('loses only those jobs of a spot wave that outlast their grace period', async () => {
    const { fleet, semaphore } = context.region;
    // An interrupted job may run for 8 s: the notice comes 10 s before the end, and the agent exits in the last 2 s.
    const short = semaphore.enqueue(3, { durationMs: 6_000 });
    const long = semaphore.enqueue(3, { durationMs: 20_000 });
    const jobs = (ids: readonly string[]) => semaphore.jobs().filter(({ id }) => ids.includes(id));
    const results = (ids: readonly string[]) => jobs(ids).map(({ result }) => result ?? 'none');
    const running = () => jobs([...short, ...long]).filter(({ startedAt, result }) => startedAt && !result);
    const all = (held: boolean, seen: readonly string[]) => ({ held, seen: seen.join() });
    await context.expectations.eventually(
      'all jobs run',
      () => all(running().length === 6, results([...short, ...long])),
      { withinMs: 30_000 },
    );
    // Interrupt the short job that started last: it still runs for seconds, even if an idle agent took the first short job long before.
    const [lastShort] = jobs(short).sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
    const interrupted = [lastShort, jobs(long)[0]].map((job) => {
      const instance = fleet.instances().find((each) => each.agentName === job?.agentName);
      fleet.interrupt(instance?.id ?? '');
      return instance?.id;
    });
    await context.expectations.eventually(
      'all jobs end',
      () => all(!results([...short, ...long]).includes('none'), results([...short, ...long])),
      { withinMs: 60_000 },
    );
    printFigure(
      'spot wave in the sandbox',
      `2 of 6 busy instances interrupted; lost: only the job of 20 s on ${interrupted[1]}`,
    );
    expect(results(short)).toEqual(['passed', 'passed', 'passed']);
    expect(results(long)).toEqual(['stopped', 'passed', 'passed']);
    for (const id of interrupted)
      expect(fleet.instances().find((each) => each.id === id)?.history).toContainEqual(
        expect.objectContaining({ what: 'the watch stops the agent: spot notice' }),
      );
  });

  it('is not deleted while an instance that is protected from scale-in runs a job', async () => {
    const { region, fleet } = await becomeProtected();
    const { cloudFormation } = region.clients;
    const StackName = fleet.config.stackName;
    const status = async () => {
      const found = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      return found.Stacks?.[0]?.StackStatus;
    };
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await setTimeout(15_000);
    expect(await status()).toBe('DELETE_IN_PROGRESS');
    expect(protectedInstances()).toHaveLength(1);
    const [group] = await region.fleet.groups();
    const input = {
      AutoScalingGroupName: group?.name,
      InstanceIds: protectedInstances().map(({ id }) => id),
      ProtectedFromScaleIn: false,
    };
    await destroyFleet(context, async () => {
      await region.clients.autoScaling.send(new SetInstanceProtectionCommand(input));
    });
  });

  it('can be deployed again, and fleet destroy ends the protection and leaves nothing behind', async () => {
    await becomeProtected();
    await destroyFleet(context, async () => {
      const { exitCode, stderr } = await operatorOf(context).fleet(
        'destroy',
        '--stack',
        stackName(),
        '--yes',
      );
      expect(stderr).toContain('Ending the protection of instances from scale-in');
      expect(exitCode).toBe(0);
    });
  });

  const stackName = () => context.fleet.config.stackName;
  const protectedInstances = () =>
    context.region.fleet
      .instances()
      .filter(({ state, protectedFromScaleIn }) => state === 'in-service' && protectedFromScaleIn);

  /** Deploys the fleet with one protected instance that runs a long job, and stops the scaler. */
  async function becomeProtected(): Promise<ScenarioContext> {
    context = await withParameters(context.region, {
      SEMAPHORE_AGENT_ASG_MIN_SIZE: 1,
      SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: true,
    });
    const { semaphore } = context.region;
    await deployFleet(context);
    await stopSchedule(context);
    await waitForSilence(context);
    // The instance at the minimum was launched without the protection. Its idle agent would only start again on it, so power it off to have it replaced.
    const { fleet } = context.region;
    for (const { id, state, protectedFromScaleIn } of fleet.instances())
      if (state === 'in-service' && !protectedFromScaleIn) fleet.powerOff(id);
    // The sandbox gives each fleet an idle timeout, so only a busy agent stays.
    semaphore.enqueue(1, { durationMs: 3_600_000 });
    await context.expectations.eventually(
      'a protected instance runs a job',
      () => {
        const states = protectedInstances().map(({ agentState }) => agentState);
        return { held: states.join() === 'busy', seen: states.join() || 'none' };
      },
      { withinMs: 30_000 },
    );
    return context;
  }
});

/** The shutdown reasons of the agents whose instances decremented the desired capacity. */
function reasonsForShrinking(events: readonly FleetEvent[]): readonly string[] {
  return events.flatMap((event, index) => {
    const previous = events[index - 1];
    if (event.type !== 'desired-changed' || event.to > event.from || previous?.type !== 'terminating')
      return [];
    return events.flatMap((other) =>
      other.type === 'agent-ended' && other.instanceId === previous.instanceId ? [other.detail] : [],
    );
  });
}
