import type { FleetConfig } from '@agent-aws-stack/config';
import { explainDecision, type Explanation, type Sizing } from '@agent-aws-stack/sizing';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { AwsClients } from '../../aws/clients.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import { known, type Fact } from '../../observe/fact.ts';
import { settleForCaller } from '../../observe/settle.ts';
import { isNotDeployed, resourcesOf } from '../../observe/stack.ts';
import { readStatus, type Status } from '../../observe/status.ts';
import {
  describeLaunchBrake,
  describeOtherSuspension,
  groupsSuspendedByOthers,
  resumeCommand,
} from '../../render/launch-brake.ts';
import { heldDemand } from './held-demand.ts';
import { configuredSizing, liveSizing } from './live-sizing.ts';

/** What the scaler would do now, why, and what it did before. */
export interface FleetExplanation {
  readonly fleet: string;
  readonly at: Date;
  /** False if the stack does not exist. */
  readonly isDeployed: boolean;
  /** Undefined if the fleet has no scaler. */
  readonly explanation: Fact<Explanation | undefined>;
  /** A sentence that says that the launch brake is open; null if it is not, or if the group is not known. */
  readonly launchBrake: string | null;
  /** A sentence that says that someone other than the launch brake has suspended launches; null if nobody has, or if the group is not known. */
  readonly otherSuspension: string | null;
  /** The commands that resume these launches. */
  readonly resume: readonly string[];
  /** How many on-demand instances stand in for spot instances, as far as known. */
  readonly standIns: number;
  readonly decisions: Status['decisions'];
  /** Whether the configuration sizes the fleet differently from the deployed scaler. */
  readonly changesWithDeploy: boolean;
}

/** Looks up what the scaler's decision depends on, and explains the decision. @throws CredentialsError; the SDK's own error if no region is set */
export async function readExplanation(
  aws: AwsClients,
  fleet: FleetConfig,
  at: Date,
  fullCommand: FullCommand,
): Promise<FleetExplanation> {
  const [status, sizing] = await Promise.all([
    readStatus(aws, fleet, at, { fullCommand, withBoots: false }),
    settleForCaller(sizingOf(aws, fleet), fullCommand),
  ]);
  const configured = configuredSizing(fleet);
  return {
    fleet: fleet.stackName,
    at,
    isDeployed: !isNotDeployed(status.stack),
    explanation: explain(status, sizing),
    ...suspensions(status.group, fullCommand),
    standIns: (status.group.known && status.group.value.standIns?.desired) || 0,
    decisions: status.decisions,
    changesWithDeploy: sizing.known && JSON.stringify(sizing.value) !== JSON.stringify(configured),
  };
}

function suspensions(
  group: Status['group'],
  fullCommand: FullCommand,
): Pick<FleetExplanation, 'launchBrake' | 'otherSuspension' | 'resume'> {
  if (!group.known) return { launchBrake: null, otherSuspension: null, resume: [] };
  return {
    launchBrake: describeLaunchBrake(group.value) ?? null,
    otherSuspension: describeOtherSuspension(group.value) ?? null,
    resume: groupsSuspendedByOthers(group.value).map((name) => fullCommand(resumeCommand(name))),
  };
}

async function sizingOf(aws: AwsClients, { stackName }: FleetConfig): Promise<Sizing | undefined> {
  const resources = await resourcesOf(aws, stackName, await aws.stacks.find(stackName));
  if (!resources.has(LOGICAL_IDS.scalerFunction)) return undefined;
  const scaler = await aws.functions.find(resources.named(LOGICAL_IDS.scalerFunction));
  return scaler && liveSizing(scaler.environment);
}

function explain(
  { demand, group, decisions }: Pick<Status, 'demand' | 'group' | 'decisions'>,
  sizing: Fact<Sizing | undefined>,
): Fact<Explanation | undefined> {
  if (!sizing.known) return sizing;
  if (sizing.value === undefined) return known(undefined);
  if (!demand.known) return demand;
  if (!group.known) return group;
  return known(explainDecision(heldDemand(demand.value.jobs, decisions), group.value, sizing.value));
}
