import type { Arch } from '@agent-aws-stack/contract';

/**
 * One fleet, resolved: every default applied, every rule checked, every text turned into what it means.
 * fleet = one CloudFormation stack = one Auto Scaling group = one Semaphore agent type.
 */
export interface FleetConfig {
  readonly stackName: string;
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly token: TokenConfig;
  readonly agent: AgentConfig;
  readonly instance: InstanceConfig;
  readonly group: GroupConfig;
  readonly network: NetworkConfig;
  /** Absent: nothing scales the group (SEMAPHORE_AGENT_USE_DYNAMIC_SCALING=false). */
  readonly scaler: ScalerConfig | undefined;
  readonly lambda: LambdaConfig;
  readonly alarms: AlarmConfig;
  /** Whether the fleet has a CloudWatch dashboard. */
  readonly dashboard: boolean;
  readonly tags: readonly Tag[];
  readonly permissionsBoundaryArn: string | undefined;
}

export interface TokenConfig {
  /** SSM SecureString that holds the agent type's registration token; may be hierarchical (/a/b). */
  readonly parameterName: string;
  /** KMS key id, key ARN, alias (alias/x) or alias ARN. Absent: the account's aws/ssm key. */
  readonly kmsKey: string | undefined;
}

export interface AgentConfig {
  readonly disconnectAfterJob: boolean;
  /** Whether an instance that ends after its job has a successor, or takes its capacity along. */
  readonly afterJob: 'replace' | 'shrink';
  /** 0 = never. */
  readonly disconnectAfterIdleTimeoutSeconds: number;
  /** How long a running job may go on when its instance is to go. */
  readonly interruptionGracePeriodSeconds: number;
  readonly usePreSignedUrl: boolean;
  readonly cacheBucketName: string | undefined;
}

export interface InstanceConfig {
  /** One of OPERATING_SYSTEMS; with an image by its id it may be any name, which then is Linux or, by its beginning, Windows. */
  readonly os: string;
  readonly arch: Arch;
  /** Image id. Absent: found by its name, which carries the fingerprint of its sources. */
  readonly amiId: string | undefined;
  readonly instanceType: string;
  readonly keyName: string | undefined;
  readonly managedPolicies: readonly string[];
  /** Absent: the image's own mapping. */
  readonly rootVolume: RootVolume | undefined;
  readonly imdsHopLimit: number;
  /** Present exactly when os is macos. */
  readonly mac: MacConfig | undefined;
}

export interface RootVolume {
  readonly deviceName: string;
  readonly type: 'gp2' | 'gp3' | 'io1' | 'io2' | 'st1' | 'sc1' | 'standard';
  readonly sizeGib: number;
  readonly iops: number | undefined;
  readonly throughputMibps: number | undefined;
  readonly encrypted: boolean;
  /** KMS key id, key ARN, alias or alias ARN. Absent: the account's aws/ebs key. */
  readonly kmsKey: string | undefined;
}

export interface MacConfig {
  readonly licenseConfigurationArn: string;
  /** Families such as mac2 or mac2-m2pro; each stands for the type `<family>.metal`. */
  readonly families: readonly string[];
  readonly dedicatedHostIds: readonly string[];
  readonly autoAllocateHost: boolean;
  readonly autoReleaseHost: boolean;
}

export interface GroupConfig {
  readonly minSize: number;
  readonly maxSize: number;
  /** Absent: CloudFormation never touches the desired capacity. */
  readonly desired: number | undefined;
  /** Group metrics collected each minute, e.g. GroupDesiredCapacity. */
  readonly metrics: readonly string[];
  /** 0 = off. */
  readonly maxInstanceLifetimeSeconds: number;
  readonly capacityRebalance: boolean;
  readonly newInstancesProtectedFromScaleIn: boolean;
  /** As CloudFormation's LaunchTemplateOverrides, spelled in camelCase. Empty for macOS. */
  readonly launchTemplateOverrides: readonly LaunchTemplateOverride[];
  readonly purchase: PurchaseConfig;
}

/** A CfnAutoScalingGroup.LaunchTemplateOverridesProperty: instanceType, weightedCapacity, … */
export type LaunchTemplateOverride = Readonly<Record<string, unknown>>;

export interface PurchaseConfig {
  readonly onDemandBaseCapacity: number;
  /** 0–100; under 100 the rest is spot. */
  readonly onDemandPercentageAboveBase: number;
  readonly onDemandAllocationStrategy: 'lowest-price' | 'prioritized' | undefined;
  readonly spotAllocationStrategy:
    | 'price-capacity-optimized'
    | 'capacity-optimized'
    | 'capacity-optimized-prioritized'
    | 'lowest-price'
    | undefined;
}

export interface NetworkConfig {
  /** Absent: the default VPC. */
  readonly vpcId: string | undefined;
  /** Not empty exactly when vpcId is present. */
  readonly subnetIds: readonly string[];
  /** Empty = all. */
  readonly availabilityZones: readonly string[];
  /** Whether the scaler Lambda may run in a public subnet. */
  readonly allowPublicSubnet: boolean;
  /** Absent: the stack makes one. */
  readonly securityGroupId: string | undefined;
  readonly sshIngressCidrs: readonly string[];
  readonly useIpv6: boolean;
}

export interface ScalerConfig {
  readonly overprovision: Overprovision;
  readonly pollIntervalSeconds: number;
  /** Most instances added in one decision; 0 = no limit. */
  readonly maxStep: number;
}

export type Overprovision =
  { readonly strategy: 'none' } | { readonly strategy: 'number' | 'percentage'; readonly factor: number };

export interface LambdaConfig {
  readonly arch: Arch;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly logRetentionDays: number;
}

export interface AlarmConfig {
  readonly enabled: boolean;
  readonly topicArn: string | undefined;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}
