/** A group as the emulator's own Auto Scaling, or its CloudFormation, holds it. Times are milliseconds since the epoch. */
export interface GroupDefinition {
  readonly name: string;
  readonly arn: string;
  readonly min: number;
  readonly max: number;
  /** What it was created or last updated with; the real one is the simulator's. */
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
  readonly id: string;
  readonly version: string;
}

/** What the emulator does not keep of a group, read from its stack's template. */
export interface GroupProperties {
  /** Absent: the template leaves the desired capacity alone. */
  readonly desiredCapacity: number | undefined;
  readonly launchTemplate: LaunchTemplateReference | undefined;
  /** Of the mixed instances policy's overrides, in their order. */
  readonly instanceTypes: readonly string[];
}

export interface LifecycleHook {
  readonly name: string;
  readonly transition: 'launching' | 'terminating';
  readonly heartbeatTimeoutSeconds: number;
  readonly defaultResult: 'CONTINUE' | 'ABANDON';
}

/** A launch template's version, resolved. */
export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly instanceType: string;
  /** Decoded. */
  readonly userData: string;
  /** Of the instance profile. */
  readonly roleArn: string | undefined;
}

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A request as it came in, to be shown to the emulator. */
export interface IncomingCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ForwardedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One IAM policy document, as JSON. */
export type PolicyDocument = string;

/** What an IAM role may do: its policies, within its boundary. */
export interface RolePolicies {
  readonly documents: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
}

export type IamDecision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** The part of the emulated region that the simulator needs. */
export interface Region {
  groups(): Promise<readonly GroupDefinition[]>;
  /** Undefined when the group is of no stack. */
  stackProperties(group: GroupDefinition): Promise<GroupProperties | undefined>;
  lifecycleHooks(groupName: string): Promise<readonly LifecycleHook[]>;
  launchTemplate(reference: LaunchTemplateReference): Promise<LaunchTemplate>;
  assumeRole(roleArn: string, sessionName: string): Promise<SessionCredentials>;
  /** Shows the call to the emulator, which checks its signature. Resolves with the reply to an action nobody may do. */
  probe(call: IncomingCall): Promise<ForwardedReply>;
  rolePolicies(roleName: string): Promise<RolePolicies>;
  simulate(documents: readonly PolicyDocument[], action: string, resourceArn: string): Promise<IamDecision>;
  /** IAM's verdict on all policies of a user; those with conditions count as not fulfilled. */
  simulatePrincipal(principalArn: string, action: string, resourceArn: string): Promise<IamDecision>;
  /** Hands a form-encoded Auto Scaling request to the emulator with its own administrator's rights. */
  forward(body: string): Promise<ForwardedReply>;
  close(): void;
}
