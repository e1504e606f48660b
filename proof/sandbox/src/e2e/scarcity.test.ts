import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  alarmName,
  ALARMS,
  lambdaLogGroupName,
  LAUNCH_PROCESS,
  LOGICAL_IDS,
  ON_DEMAND_GROUP_ID,
} from '@agent-aws-stack/contract';
import type { GroupView } from '../fleet/group/group.ts';
import { percentile } from '../fleet-life/testing/spot-drought.ts';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { deployFleet, storeToken } from '../scenario/deployment.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler } from '../scenario/wave.ts';
import { bootstrappedRegion, withParameters } from '../testing/deployed-fleet.ts';
import { operatorOf } from '../testing/operator.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const FALLBACK_AFTER = 30;
const IDLE_TIMEOUT = 20;
const MAX_SIZE = 60;
/** The agents of this fleet sync every second. */
const SYNC_AFTER_MS = SECOND;

/** One fleet of spot instances. In turn, it lacks spot capacity, room in the quota of jobs, and agents that can register. */
describe('a fleet of spot instances', () => {
  let context: ScenarioContext;
  let operator: ReturnType<typeof operatorOf>;
  let names: { readonly main: string; readonly onDemand: string };

  beforeAll(async () => {
    const { region } = await bootstrappedRegion({
      // With this pause, an agent's 30 attempts to register take 15 s.
      pace: { syncAfterMs: SYNC_AFTER_MS, registerRetryMs: 500 },
    });
    const prepared = await withParameters(region, {
      SEMAPHORE_AGENT_ASG_MAX_SIZE: MAX_SIZE,
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
      SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: FALLBACK_AFTER,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: true,
      SEMAPHORE_AGENT_AFTER_JOB: 'shrink',
    });
    // The sandbox shortens the idle timeout, but agents must idle for 12 s before the scaler knows that jobs are held.
    const cdk = prepared.cdk.with({ SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: String(IDLE_TIMEOUT) });
    context = { ...prepared, cdk };
    operator = operatorOf(context);
    await deployFleet(context);
    const idOf = async (logicalId: string) =>
      (await stackResource(region.clients.cloudFormation, stackName(), logicalId)).physicalId;
    names = { main: await idOf(LOGICAL_IDS.group), onDemand: await idOf(ON_DEMAND_GROUP_ID) };
    await invokeScaler(context);
  });
  afterAll(async () => {
    await context?.region.stop();
  });

  const stackName = () => context.fleet.config.stackName;
  const live = () => context.region.fleet.instances().filter(({ state }) => state !== 'terminated');
  /** What the groups count as capacity. An idle agent's instance may still be terminating while the next one starts. */
  const capacity = () => live().filter(({ state }) => state !== 'terminating').length;
  const launches = (since: number) =>
    context.region.fleet.instances().filter(({ launchedAt }) => launchedAt >= since);
  const passed = (ids: readonly string[]) =>
    context.region.semaphore.jobs().filter(({ id, result }) => ids.includes(id) && result === 'passed');
  async function groupNamed(name: string): Promise<GroupView> {
    const group = (await context.region.fleet.groups()).find((each) => each.name === name);
    if (group === undefined) throw new Error(`There is no group ${name}.`);
    return group;
  }
  const eventually = (
    name: string,
    withinMs: number,
    observe: () => Promise<{ held: boolean; seen: string }>,
  ) => context.expectations.eventually(name, observe, { withinMs });
  const comeToRest = () =>
    eventually('both groups are empty', 90 * SECOND, async () => {
      const desired = [(await groupNamed(names.main)).desired, (await groupNamed(names.onDemand)).desired];
      return {
        held: desired.every((size) => size === 0) && live().length === 0,
        seen: `desired ${desired.join(' and ')}, ${live().length} instances`,
      };
    });

  it('has on-demand instances stand in while EC2 has no spot capacity, and keeps none of them afterwards', async () => {
    const { fleet, semaphore } = context.region;
    const restore = fleet.pools.limit({ market: 'spot' });
    const jobs = semaphore.enqueue(8, { durationMs: 5 * SECOND });
    await eventually('all jobs start', 90 * SECOND, async () => {
      const started = semaphore.jobs().filter(({ id, startedAt }) => jobs.includes(id) && startedAt);
      return { held: started.length === jobs.length, seen: `${started.length} have started` };
    });
    restore();
    const standIns = fleet.instances(names.onDemand);
    await eventually('all jobs pass', 60 * SECOND, async () => {
      const { length } = passed(jobs);
      return { held: length === jobs.length, seen: `${length} have passed` };
    });
    await comeToRest();
    const waits = semaphore
      .jobs()
      .map(({ queuedAt, startedAt = Infinity }) => (startedAt - queuedAt) / SECOND)
      .sort((a, b) => a - b);
    printFigure(
      'no spot capacity in the sandbox, 8 queued jobs, fallback after 30 s',
      `p95 of the wait ${percentile(waits, 0.95).toFixed(1)} s, ${standIns.length} on-demand instances launched, ${live().length} left`,
    );
    expect(waits[0]).toBeGreaterThan(FALLBACK_AFTER);
    expect(percentile(waits, 0.95)).toBeLessThan(2 * FALLBACK_AFTER);
    expect(new Set(standIns.map(({ market }) => market))).toEqual(new Set(['on-demand']));
    expect(standIns).toHaveLength(jobs.length);
  });

  it('keeps at most 6 instances while 45 jobs are held: the quota of 5 jobs, and one idle agent', async () => {
    const { semaphore } = context.region;
    semaphore.limitJobs(5);
    const queuedAt = Date.now();
    semaphore.enqueue(50, { durationMs: 10 * MINUTE });
    await eventually('agents idle although jobs are queued', 60 * SECOND, async () => {
      const { idle, occupied } = semaphore.agents();
      return { held: occupied === 5 && idle > 5, seen: `${idle} idle, ${occupied} busy` };
    });
    const most = 5 + 1;
    await eventually(`at most ${most} instances are left`, 120 * SECOND, async () => {
      const { desired } = await groupNamed(names.main);
      return { held: desired <= most && capacity() <= most, seen: `${desired} and ${capacity()}` };
    });
    const surplus = launches(queuedAt).length;
    const settledAt = Date.now();
    const settledAfter = (settledAt - queuedAt) / SECOND;
    let mostLater = 0;
    await context.expectations.eventually(
      `at most ${most} instances stay`,
      async () => {
        mostLater = Math.max(mostLater, capacity());
        return { held: mostLater <= most, seen: `${mostLater} instances` };
      },
      { withinMs: 60 * SECOND, forMs: 2 * IDLE_TIMEOUT * SECOND },
    );
    const later = launches(settledAt).length;
    printFigure(
      'quota of 5 in the sandbox, 50 queued jobs',
      `${surplus} instances launched, at most ${most} left after ${settledAfter.toFixed(0)} s; in the next ${2 * IDLE_TIMEOUT} s at most ${mostLater} present, and ${later} launched`,
    );
    // One idle agent shows whether the quota has room. Only that one is replaced after its idle timeout.
    expect(later).toBeLessThanOrEqual(3);
    semaphore.limitJobs(undefined);
    for (const { id } of semaphore.unfinishedJobs()) semaphore.stopJob(id);
    await comeToRest();
  });

  it('launches no more instances while agents cannot register, and runs jobs after `fleet brake release`', async () => {
    const { semaphore, clients } = context.region;
    const since = Date.now();
    semaphore.resetToken('another-token');
    await clients.autoScaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: names.main, DesiredCapacity: 1 }),
    );
    await eventually('launches are suspended', 240 * SECOND, async () => {
      const { suspendedProcesses } = await groupNamed(names.main);
      return { held: suspendedProcesses.includes(LAUNCH_PROCESS), seen: suspendedProcesses.join() };
    });
    const opened = { launches: launches(since).length, afterSeconds: (Date.now() - since) / SECOND };
    const line = 'launch brake open since';
    expect((await operator.fleet('status')).stdout).toContain(line);
    expect((await operator.fleet('explain')).stdout).toContain(line);
    await eventually('the scaler has logged that agents do not start', 90 * SECOND, async () => {
      const { events = [] } = await clients.logs.send(
        new FilterLogEventsCommand({
          logGroupName: lambdaLogGroupName(stackName(), 'agent-scaler'),
          filterPattern: '"agents do not start"',
        }),
      );
      return { held: events.length > 0, seen: `${events.length} lines` };
    });
    await eventually('the alarm fires', 120 * SECOND, async () => {
      const { MetricAlarms = [] } = await clients.cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [alarmName(stackName(), ALARMS.agentsDoNotStart)] }),
      );
      const state = MetricAlarms[0]?.StateValue ?? 'missing';
      return { held: state === 'ALARM', seen: state };
    });

    await storeToken(context.region, context.fleet.config.token.parameterName, 'another-token');
    const jobs = semaphore.enqueue(2, { durationMs: SECOND });
    const released = await operator.fleet('brake', 'release');
    expect(released.stdout).toContain('launches are resumed');
    const releasedAt = Date.now();
    await eventually('jobs run', 60 * SECOND, async () => {
      const { length } = passed(jobs);
      return { held: length === jobs.length, seen: `${length} have passed` };
    });
    printFigure(
      'revoked token in the sandbox',
      `${opened.launches} launches until the brake opened after ${opened.afterSeconds.toFixed(0)} s, all jobs had passed ${((Date.now() - releasedAt) / SECOND).toFixed(0)} s after the release`,
    );
    expect(opened.launches).toBeLessThanOrEqual(10);
    expect((await groupNamed(names.main)).suspendedProcesses).not.toContain(LAUNCH_PROCESS);
  });
});
