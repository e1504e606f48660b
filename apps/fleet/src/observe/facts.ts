import type { Stack as DeployedStack } from '@agent-aws-stack/aws-clients/cloudformation';
import type { FleetConfig } from '@agent-aws-stack/config';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { Paste } from '../cli/paste.ts';
import type { DedicatedHost } from './dedicated-hosts.ts';
import type { Image } from './image.ts';
import type { InstanceType } from './instance-types.ts';
import type { Activity, Group, ScheduledAction } from '../doctor/facts/group.ts';
import type { InstanceProfile, LaunchTemplate } from '../doctor/facts/launch.ts';
import type { SecurityGroup, Subnet } from '../doctor/facts/network.ts';
import type { Alarm, FunctionState, Rule, ScalerSamples } from '../doctor/facts/scaler.ts';

/** The fleet that is looked at, and when. */
export interface Subject {
  readonly fleet: FleetConfig;
  readonly now: Date;
  /** CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION: where the fleet is meant to be. */
  /** Renders the commands that remedies name. */
  readonly paste: Paste;
  readonly target: { readonly account: string | undefined; readonly region: string | undefined };
}

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

export type Stack = Omit<DeployedStack, 'name' | 'description'>;

export interface Parameter {
  readonly type: string;
  readonly value: string;
}

export interface Quota {
  readonly code: string;
  readonly name: string;
  readonly value: number;
}

/** Everything a check may look at. `undefined` is an answer too: there is no such thing. */
export interface Facts {
  readonly caller: Caller;
  readonly region: string;
  /** Of the CDK bootstrap that deployed the stack, or would. */
  readonly qualifier: string;
  /** Version of the CDK bootstrap. */
  readonly bootstrapVersion: number | undefined;
  /** The policy of the role that deploys, and whether it says what the file of this version says; AWS's own do not count. */
  readonly executionPolicy: { readonly name: string; readonly current: boolean } | undefined;
  readonly stack: Stack | undefined;
  readonly agentConfig: Parameter | undefined;
  readonly hostKeys: Parameter | undefined;
  /** Its value goes to Semaphore and nowhere else. */
  readonly token: Parameter | undefined;
  readonly demand: MetricsResponse;
  readonly group: Group;
  readonly activities: readonly Activity[];
  readonly scheduledActions: readonly ScheduledAction[];
  readonly launchTemplate: LaunchTemplate;
  readonly image: Image | undefined;
  /** Absent: the fleet names its image by id. */
  readonly expectedImageName: string | undefined;
  readonly keyPair: { readonly name: string } | undefined;
  readonly instanceProfile: InstanceProfile | undefined;
  readonly securityGroups: readonly SecurityGroup[];
  readonly instanceTypes: readonly InstanceType[];
  /** Zones of the region that offer a type, by type. */
  readonly offerings: ReadonlyMap<string, readonly string[]>;
  readonly quotas: readonly Quota[];
  /** Those that the fleet names and the region has. */
  readonly dedicatedHosts: readonly DedicatedHost[];
  readonly subnets: readonly Subnet[];
  readonly scaler: FunctionState | undefined;
  readonly scalerSubnets: readonly Subnet[];
  readonly scalerRule: Rule | undefined;
  readonly scalerSamples: ScalerSamples;
  readonly updater: FunctionState | undefined;
  readonly alarms: readonly Alarm[];
}
