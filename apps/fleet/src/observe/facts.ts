import type { Alarm } from '@agent-aws-stack/aws-clients/cloudwatch';
import type { LogGroup } from '@agent-aws-stack/aws-clients/logs';
import type { Rule } from '@agent-aws-stack/aws-clients/events';
import type { FunctionState as AnyFunction } from '@agent-aws-stack/aws-clients/lambda';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { Activity } from './activities.ts';
import type { Boots } from './boots.ts';
import type { ExecutionPolicy } from './bootstrap.ts';
import type { Caller } from './caller.ts';
import type { DedicatedHost } from './dedicated-hosts.ts';
import type { Fact } from './fact.ts';
import type { Group } from './group.ts';
import type { Image } from './image.ts';
import type { InstanceProfile } from './instance-profile.ts';
import type { InstanceType } from './instance-types.ts';
import type { KeyPair } from './key-pair.ts';
import type { LaunchTemplate } from './launch-template.ts';
import type { LogKey } from './log-key.ts';
import type { Offerings } from './offerings.ts';
import type { Parameter } from './parameter.ts';
import type { Quota } from './quotas.ts';
import type { WrittenRollout } from './rollout.ts';
import type { ScalerSamples } from './scaler-samples.ts';
import type { ScheduledAction } from './scheduled-actions.ts';
import type { SecurityGroup } from './security-groups.ts';
import type { StackInstance } from './stack-instances.ts';
import type { Stack } from './stack.ts';
import type { Subnet } from './subnets.ts';

/** One of the fleet's Lambdas. */
export type FunctionState = Omit<AnyFunction, 'codeSha256' | 'lastUpdateReason'>;

/** Everything that can be looked up about a deployed fleet. A value of `undefined` means that the thing does not exist. */
export interface Facts {
  readonly caller: Caller;
  readonly region: string;
  /** Qualifier of the CDK bootstrap that deployed the stack; without a stack, of the one that would deploy it. */
  readonly qualifier: string;
  /** Version of that bootstrap. */
  readonly bootstrapVersion: number | undefined;
  readonly executionPolicy: ExecutionPolicy | undefined;
  readonly stack: Stack | undefined;
  readonly agentConfig: Parameter | undefined;
  readonly hostKeys: Parameter | undefined;
  /** A secret: sent to Semaphore and nowhere else. */
  readonly token: Parameter | undefined;
  /** The log groups of the account's instances. */
  readonly logGroups: readonly LogGroup[];
  readonly demand: MetricsResponse;
  readonly group: Group;
  readonly activities: readonly Activity[];
  /** Undefined without SEMAPHORE_AGENT_IMAGE_ROLLOUT. */
  readonly rollout: WrittenRollout | undefined;
  readonly scheduledActions: readonly ScheduledAction[];
  readonly launchTemplate: LaunchTemplate;
  /** Instances with the stack's tag. */
  readonly stackInstances: readonly StackInstance[];
  readonly image: Image | undefined;
  /** How the last instances have started. */
  readonly boots: Boots;
  /** Name of the image built from the current sources; undefined if the fleet sets its image by id. */
  readonly expectedImageName: string | undefined;
  readonly keyPair: KeyPair | undefined;
  readonly instanceProfile: InstanceProfile | undefined;
  readonly securityGroups: readonly SecurityGroup[];
  readonly instanceTypes: readonly InstanceType[];
  readonly offerings: Offerings;
  readonly quotas: readonly Quota[];
  /** Quotas of EBS. Only a volume with an initialization rate needs them: empty if the launch template has no such volume. */
  readonly volumeQuotas: readonly Quota[];
  /** The configured hosts that exist. */
  readonly dedicatedHosts: readonly DedicatedHost[];
  readonly subnets: readonly Subnet[];
  readonly scaler: FunctionState | undefined;
  readonly scalerSubnets: readonly Subnet[];
  readonly scalerRule: Rule | undefined;
  readonly scalerSamples: ScalerSamples;
  readonly updater: FunctionState | undefined;
  /** The configured key of the Lambdas' logs. */
  readonly logKey: LogKey | undefined;
  readonly alarms: readonly Alarm[];
}

/** Every fact, known or not. */
export type GatheredFacts = { readonly [Name in keyof Facts]: Fact<Facts[Name]> };
