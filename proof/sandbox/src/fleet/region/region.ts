import type { Decision } from '@agent-aws-stack/iam-evaluator';
import type { PurchaseSplit } from '@agent-aws-stack/sizing';

/** A group as the emulator describes it. Times are milliseconds since the epoch. */
export interface GroupDefinition {
  readonly name: string;
  readonly arn: string;
  readonly min: number;
  readonly max: number;
  /** The desired capacity when the group was created or last updated. The simulator keeps the current one. */
  readonly desired: number;
  readonly cooldownSeconds: number;
  readonly availabilityZones: readonly string[];
  readonly vpcZoneIdentifier: string;
  readonly healthCheckType: string;
  readonly healthCheckGracePeriodSeconds: number;
  readonly terminationPolicies: readonly string[];
  readonly newInstancesProtectedFromScaleIn: boolean;
  readonly createdAt: number;
  readonly tags: readonly GroupTag[];
  readonly launchTemplate: LaunchTemplateReference | undefined;
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagateAtLaunch: boolean;
}

export interface LaunchTemplateReference {
  /** The launch template's id or name. */
  readonly id: string;
  readonly version: string;
}

/** Properties of a group that the emulator does not store. They are read from the template of its stack. */
export interface GroupProperties {
  /** Undefined if the template does not set the desired capacity. */
  readonly desiredCapacity: number | undefined;
  readonly launchTemplate: LaunchTemplateReference | undefined;
  /** How the group splits its capacity into on-demand and spot. */
  readonly purchase: PurchaseSplit;
  /** The instance types of the mixed instances policy's overrides, in order. */
  readonly instanceTypes: readonly string[];
  /** The group launches a replacement for an instance that EC2 recommends to rebalance, and then terminates the instance. */
  readonly capacityRebalance: boolean;
  /** Undefined if the group has no maximum instance lifetime. */
  readonly maxInstanceLifetimeSeconds: number | undefined;
}

/** Auto Scaling's defaults. */
export const ALL_ON_DEMAND: PurchaseSplit = { onDemandBaseCapacity: 0, onDemandPercentageAboveBase: 100 };

export interface LifecycleHook {
  readonly name: string;
  readonly transition: 'launching' | 'terminating';
  readonly heartbeatTimeoutSeconds: number;
  readonly defaultResult: 'CONTINUE' | 'ABANDON';
}

/** A scheduled action of a stack. A size that is undefined stays as it is. */
export interface DeployedSchedule {
  readonly name: string;
  readonly recurrence: { readonly cron: string; readonly timeZone: string };
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly desired?: number | undefined;
}

/** A version of a launch template. */
export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly imageId: string;
  readonly instanceType: string;
  /** The decoded user data. */
  readonly userData: string;
  /** Whether instances can read their tags from the metadata service. @default false */
  readonly tagsInMetadata?: boolean;
  /** The role of the instance profile, if the template has one. */
  readonly roleArn: string | undefined;
}

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A request that the simulator received. */
export interface IncomingCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ForwardedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** An IAM policy document, in JSON. */
export type PolicyDocument = string;

/** The policies and the permissions boundary of an IAM role. */
export interface RolePolicies {
  readonly documents: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
}

/** The groups as they are deployed, and what instances need of AWS when they launch. */
export interface DeployedGroups {
  groups(): Promise<readonly GroupDefinition[]>;
  /** Returns undefined if the group belongs to no stack or is not in the stack's template. */
  stackProperties(group: GroupDefinition): Promise<GroupProperties | undefined>;
  lifecycleHooks(groupName: string): Promise<readonly LifecycleHook[]>;
  /** The group's scheduled actions that its stack created. */
  schedules(groupName: string): Promise<readonly DeployedSchedule[]>;
  launchTemplate(reference: LaunchTemplateReference): Promise<LaunchTemplate>;
  assumeRole(roleArn: string, sessionName: string): Promise<SessionCredentials>;
  /** Sends a form-encoded Auto Scaling request to the emulator as the root user. */
  forward(body: string): Promise<ForwardedReply>;
}

/** What the simulator's endpoint needs from the emulated region. */
export interface Region extends DeployedGroups {
  /**
   * Sends the call to the emulator as an action that only administrators are allowed to call. The error in the reply
   * names the signer if the signer is not an administrator, or says why the signature is not valid.
   */
  probe(call: IncomingCall): Promise<ForwardedReply>;
  rolePolicies(roleName: string): Promise<RolePolicies>;
  /** Lets the emulator's IAM decide by all policies of a user. The emulator takes every condition of a policy for not met. */
  simulatePrincipal(principalArn: string, action: string, resourceArn: string): Promise<Decision>;
  close(): void;
}
