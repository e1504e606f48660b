import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DisableRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import {
  LOGICAL_IDS,
  metricDimensions,
  METRICS,
  METRICS_NAMESPACE,
  type MetricName,
  type MetricState,
} from '@agent-aws-stack/contract';
import { reportStackEvents } from './context.ts';
import type { ScenarioContext } from './context.ts';
import { stackResource, stackResources } from './stack-resources.ts';
import { takeLease } from './handover.ts';

const seconds = 1_000;

/** Waits until CloudWatch has metrics of the scaler that show the wave of jobs. */
export async function readMetricsBack(context: ScenarioContext, jobs: number): Promise<void> {
  const { region, fleet, expectations, signal } = context;
  const read = async (MetricName: MetricName, state: MetricState) => {
    const dimensions = metricDimensions(fleet.config.stackName, state);
    const { Datapoints = [] } = await region.clients.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: METRICS_NAMESPACE,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        StartTime: new Date(Date.now() - 3_600 * seconds),
        EndTime: new Date(Date.now() + 60 * seconds),
        Period: 3_600,
        Statistics: ['Maximum', 'SampleCount'],
      }),
    );
    return {
      maximum: Math.max(0, ...Datapoints.map(({ Maximum = 0 }) => Maximum)),
      samples: Datapoints.reduce((sum, { SampleCount = 0 }) => sum + SampleCount, 0),
    };
  };
  await expectations.eventually(
    'the job and agent counts in CloudWatch show the wave',
    async () => {
      const queued = await read(METRICS.jobs, { JobState: 'queued' });
      const occupied = await read(METRICS.agents, { AgentState: 'occupied' });
      return {
        held: queued.maximum >= Math.min(jobs, 1) && queued.samples > 0 && occupied.maximum >= 1,
        seen: `at most ${queued.maximum} queued and ${occupied.maximum} occupied in ${queued.samples} samples`,
      };
    },
    { withinMs: 100 * seconds, everyMs: 1_000, signal },
  );
}

/** Disables the rule that starts the scaler, so that no further invocation starts. */
export async function stopSchedule({ region, fleet }: ScenarioContext): Promise<void> {
  const { clients } = region;
  const rule = await stackResource(clients.cloudFormation, fleet.config.stackName, LOGICAL_IDS.scalerRule);
  await clients.events.send(new DisableRuleCommand({ Name: ruleName(rule.physicalId) }));
}

/** Waits until no invocation is running, because a running one would write to its log group after the stack's deletion. */
export async function waitForSilence(context: ScenarioContext): Promise<void> {
  const { region, fleet, expectations, signal } = context;
  const pollIntervalMs = (fleet.config.scaler?.pollIntervalSeconds ?? 0) * seconds;
  const silentForMs = 2 * pollIntervalMs + 1 * seconds;
  await expectations.eventually(
    "the scaler's last invocation ends",
    async () => {
      // Take the lease repeatedly: an invocation that has just started takes it, too, and does not read it before its
      // minute is over.
      await takeLease(context);
      const silentMs = Date.now() - (region.semaphore.pollTimes().at(-1) ?? 0);
      return { held: silentMs > silentForMs, seen: `last poll ${(silentMs / seconds).toFixed(1)} s ago` };
    },
    { withinMs: 100 * seconds, everyMs: 1_000, signal },
  );
}

export async function checkUpToDate({ cdk, expectations }: ScenarioContext): Promise<void> {
  const held = await cdk.isUpToDate();
  expectations.check('cdk diff finds nothing to change', {
    held,
    seen: held ? 'no differences' : 'differences',
  });
}

/** Destroys the stack, by default with the CDK CLI, and waits until none of its functions, log groups, parameters, roles, groups and instances is left. */
export async function destroyFleet(
  { region, fleet, cdk, expectations, say, signal }: ScenarioContext,
  destroy = () => cdk.destroy(reportStackEvents(say)),
): Promise<void> {
  const { clients } = region;
  const { stackName } = fleet.config;
  const before = await stackResources(clients.cloudFormation, stackName);
  await destroy();

  const belongsToStack = (name: string | undefined) =>
    name?.includes(`${stackName}-`) || name?.includes(`/${stackName}/`);
  const findLeftovers = async () => {
    const [functions, groups, parameters, roles, fleets] = await Promise.all([
      clients.lambda.send(new ListFunctionsCommand({})),
      clients.logs.send(new DescribeLogGroupsCommand({})),
      clients.ssm.send(new DescribeParametersCommand({})),
      clients.iam.send(new ListRolesCommand({})),
      region.fleet.groups(),
    ]);
    return [
      ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
      ...(groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
      ...(parameters.Parameters ?? []).map(({ Name }) => Name),
      ...(roles.Roles ?? []).map(({ RoleName }) => RoleName),
      ...fleets.map(({ name }) => name),
      ...region.fleet
        .instances()
        .filter(({ state }) => state !== 'terminated')
        .map(({ id }) => `${stackName}-${id}`),
    ].filter(belongsToStack);
  };
  await expectations.eventually(
    `nothing is left of the stack's ${before.length} resources`,
    async () => {
      const left = await findLeftovers();
      return { held: left.length === 0, seen: left.join(', ') || 'nothing left' };
    },
    { withinMs: 20 * seconds, signal },
  );
}

/** The physical id of a rule is its name, or `bus|name` if it is not on the default event bus. */
function ruleName(physicalId: string): string {
  return physicalId.split('|').at(-1) ?? physicalId;
}
