import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import type { Alarm } from '@agent-aws-stack/aws-clients/cloudwatch';
import type { FleetConfig } from '@agent-aws-stack/config';
import { lambdaLogGroupName } from '@agent-aws-stack/contract';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { AwsClients } from '../aws/clients.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { bootsOf, type Boots } from './boots.ts';
import { activitiesOf, type Activity } from './activities.ts';
import { demandOf } from './demand.ts';
import { LookupSkippedError, type Fact } from './fact.ts';
import { groupNamesIn } from './fleet-groups.ts';
import { groupOf, type Group } from './group.ts';
import { instancesOf, type Instance } from './instances.ts';
import { parameterOf } from './parameter.ts';
import { parseScalerLine, withoutRepetitions, type ScalerEntry } from './scaler-log.ts';
import { scheduledActionsOf, type ScheduledAction } from './scheduled-actions.ts';
import { settleForCaller } from './settle.ts';
import { resourcesOf, type Stack } from './stack.ts';
import { templateVersionsOf, type TemplateVersion } from './template-versions.ts';

/** The state of a fleet at one moment. */
export interface Status {
  readonly fleet: string;
  readonly at: Date;
  /** The group's limits in the configuration, or with --stack in the deployed template. */
  readonly configured: { readonly min: number; readonly max: number };
  readonly stack: Fact<Stack | undefined>;
  readonly demand: Fact<MetricsResponse>;
  readonly group: Fact<Group>;
  /** Oldest first. */
  readonly instances: Fact<readonly Instance[]>;
  /** By the version of the launch template, newest first. */
  readonly versions: Fact<readonly TemplateVersion[]>;
  readonly scheduledActions: Fact<readonly ScheduledAction[]>;
  /** Newest first. */
  readonly activities: Fact<readonly Activity[]>;
  readonly alarms: Fact<readonly Alarm[]>;
  /** The last six of the scaler's decisions and messages in the last 15 minutes, oldest first, without repeated decisions. */
  readonly decisions: Fact<readonly ScalerEntry[]>;
  /** Undefined if the caller has not asked for the boots. */
  readonly boots?: Fact<Boots>;
}

const DECISIONS_WINDOW_MS = 15 * 60_000;
const DECISIONS_SHOWN = 6;

/** The facts in a status that are looked up: all but `versions`, which is computed from `group` and `instances`. */
export const factsOf = (status: Status): readonly Fact<unknown>[] => [
  ...[status.stack, status.demand, status.group, status.instances],
  ...[status.scheduledActions, status.activities, status.alarms, status.decisions],
  ...(status.boots === undefined ? [] : [status.boots]),
];

/** Looks up everything in parallel. @throws CredentialsError; the SDK's own error if no region is set */
export async function readStatus(
  aws: AwsClients,
  fleet: FleetConfig,
  at: Date,
  { fullCommand, withBoots }: { readonly fullCommand: FullCommand; readonly withBoots: boolean },
): Promise<Status> {
  const settle = <T>(lookup: Promise<T>): Promise<Fact<T>> => settleForCaller(lookup, fullCommand);
  const { stackName, token, endpoint } = fleet;
  const configured = { min: fleet.group.minSize, max: fleet.group.maxSize };
  const found = aws.stacks.find(stackName);
  const resources = found.then((stack) => resourcesOf(aws, stackName, stack));
  const groupNames = resources.then(groupNamesIn);
  const foundGroup = groupNames.then((names) => groupOf(aws, names));
  const foundInstances = foundGroup.then((found) => instancesOf(aws, found));
  const [stack, demand, group, instances, versions, scheduledActions, activities, alarms, decisions, boots] =
    await Promise.all([
      settle(found),
      settle(parameterOf(aws, token.parameterName).then((parameter) => demandOf(endpoint, parameter))),
      settle(foundGroup),
      settle(foundInstances),
      settle(Promise.all([foundGroup, foundInstances]).then((found) => templateVersionsOf(...found))),
      settle(groupNames.then(({ main }) => scheduledActionsOf(aws, main))),
      settle(groupNames.then((names) => activitiesOf(aws, names))),
      settle(resources.then((all) => aws.alarms.find(all.ofType('AWS::CloudWatch::Alarm')))),
      settle(lastDecisions(aws, stackName, at)),
      withBoots ? settle(bootsOf(aws, stackName, at)) : undefined,
    ]);
  return {
    ...{ fleet: stackName, at, configured, stack, demand, group, instances, versions },
    ...{ scheduledActions, activities, alarms, decisions },
    ...(boots === undefined ? {} : { boots }),
  };
}

async function lastDecisions(aws: AwsClients, stackName: string, at: Date): Promise<readonly ScalerEntry[]> {
  const since = new Date(at.getTime() - DECISIONS_WINDOW_MS);
  const group = lambdaLogGroupName(stackName, 'agent-scaler');
  const lines = await orUndefined(LogGroupNotFoundError, aws.logGroups.lines({ group, since }));
  if (lines === undefined) throw new LookupSkippedError(`there is no log group ${group}`);
  const entries = lines.flatMap((line) => parseScalerLine(line.text, line.at) ?? []);
  return entries
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .filter(withoutRepetitions())
    .slice(-DECISIONS_SHOWN);
}
