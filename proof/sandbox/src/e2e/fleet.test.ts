import { PutParameterCommand, DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FleetEvent } from '../fleet/events.ts';
import { deployFleet } from '../scenario/deployment.ts';
import { destroyFleet, stopSchedule, waitForSilence } from '../scenario/teardown.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler, sendWave, waitForRest } from '../scenario/wave.ts';
import { bootstrappedRegion, withParameters } from '../testing/deployed-fleet.ts';
import { longestWaitMs, playedWave, playVirtually } from '../testing/played-wave.ts';

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

  it('does the same on the virtual clock, and no job waits longer there', async () => {
    const { fleet, semaphore } = context.region;
    const virtual = await playVirtually(context, { jobs: 4, jobMs: 1_000 });
    expect(virtual.wave).toEqual(playedWave(fleet.events(), semaphore.jobs()));
    // In real time, the jobs may come just before a poll and a sync; on the virtual clock, just after, and so wait for both.
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
      SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: 30,
    });
    await deployFleet(context);
    expect(await identities()).toEqual(before);
    expect((await region.fleet.groups())[0]?.max).toBe(9);
    expect(await context.cdk.isUpToDate()).toBe(true);
  });

  it('shrinks by one after each job if configured so, but never below the minimum', async () => {
    const { fleet } = context.region;
    const before = fleet.events().length;
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

  it('continues the job on an interrupted instance for the grace period', async () => {
    const { fleet, semaphore } = context.region;
    const [jobId] = semaphore.enqueue(1, { durationMs: 3_000 });
    const job = () => semaphore.jobs().find(({ id }) => id === jobId);
    const matching = (seen: string | undefined, wanted: RegExp) => ({
      held: wanted.test(seen ?? ''),
      seen: seen ?? 'nothing',
    });
    const busy = () => fleet.instances().find(({ agentState }) => agentState === 'busy');
    await context.expectations.eventually('the job runs', () => matching(busy()?.id, /^i-/), {
      withinMs: 30_000,
    });
    fleet.interrupt(busy()?.id ?? '');
    await context.expectations.eventually('the job passes', () => matching(job()?.result, /^passed$/), {
      withinMs: 30_000,
    });
    expect(fleet.instances().find(({ agentName }) => agentName === job()?.agentName)?.history).toContainEqual(
      expect.objectContaining({ what: 'spot interruption notice' }),
    );
  });

  it('leaves nothing behind, and can be deployed again', async () => {
    await stopSchedule(context);
    await waitForSilence(context);
    await destroyFleet(context);
    await deployFleet(context);
    await stopSchedule(context);
    await waitForSilence(context);
    await destroyFleet(context);
  });
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
