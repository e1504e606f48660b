import type { FleetConfig, MacConfig, RootVolume, ScalerConfig } from './fleet-config.ts';
import type { ParameterKey } from './parameters/index.ts';
import type { JsonValue } from './parameters/parameter.ts';

export type ParameterSettings = Readonly<Partial<Record<ParameterKey, JsonValue>>>;

/** The parameters of a fleet as a JSON file would have them; loaded again they give the same fleet. */
export function toParameters(fleet: FleetConfig): ParameterSettings {
  const { token, agent, instance, group, network, lambda, alarms } = fleet;
  return settings({
    SEMAPHORE_AGENT_STACK_NAME: fleet.stackName,
    SEMAPHORE_ENDPOINT: fleet.endpoint,
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: token.parameterName,
    SEMAPHORE_AGENT_TOKEN_KMS_KEY: token.kmsKey,
    SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: agent.disconnectAfterJob,
    SEMAPHORE_AGENT_AFTER_JOB: agent.afterJob,
    SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: agent.disconnectAfterIdleTimeoutSeconds,
    SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: agent.interruptionGracePeriodSeconds,
    SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: agent.usePreSignedUrl,
    SEMAPHORE_AGENT_CACHE_BUCKET_NAME: agent.cacheBucketName,
    SEMAPHORE_AGENT_OS: instance.os,
    SEMAPHORE_AGENT_ARCH: instance.arch,
    SEMAPHORE_AGENT_AMI: instance.amiId,
    SEMAPHORE_AGENT_INSTANCE_TYPE: instance.instanceType,
    SEMAPHORE_AGENT_KEY_NAME: instance.keyName,
    SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: instance.managedPolicies,
    SEMAPHORE_AGENT_IMDS_HOP_LIMIT: instance.imdsHopLimit,
    ...(instance.rootVolume === undefined ? {} : volumeSettings(instance.rootVolume)),
    ...(instance.mac === undefined ? {} : macSettings(instance.mac)),
    SEMAPHORE_AGENT_ASG_MIN_SIZE: group.minSize,
    SEMAPHORE_AGENT_ASG_MAX_SIZE: group.maxSize,
    SEMAPHORE_AGENT_ASG_DESIRED: group.desired,
    SEMAPHORE_AGENT_ASG_METRICS: group.metrics,
    SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME: group.maxInstanceLifetimeSeconds,
    SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE: group.capacityRebalance,
    SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: group.newInstancesProtectedFromScaleIn,
    // Overrides are JSON by their schema, which their open type does not show.
    SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: group.launchTemplateOverrides as readonly JsonValue[],
    SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: group.purchase.onDemandBaseCapacity,
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: group.purchase.onDemandPercentageAboveBase,
    SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY: group.purchase.onDemandAllocationStrategy,
    SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: group.purchase.spotAllocationStrategy,
    SEMAPHORE_AGENT_VPC_ID: network.vpcId,
    SEMAPHORE_AGENT_SUBNETS: network.subnetIds,
    SEMAPHORE_AGENT_AZS: network.availabilityZones,
    SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET: network.allowPublicSubnet,
    SEMAPHORE_AGENT_SECURITY_GROUP_ID: network.securityGroupId,
    SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: network.sshIngressCidrs,
    SEMAPHORE_AGENT_USE_IPV6: network.useIpv6,
    SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: fleet.scaler !== undefined,
    ...(fleet.scaler === undefined ? {} : scalerSettings(fleet.scaler)),
    SEMAPHORE_AGENT_LAMBDA_ARCH: lambda.arch,
    SEMAPHORE_AGENT_LOG_LEVEL: lambda.logLevel,
    SEMAPHORE_AGENT_LOG_RETENTION_DAYS: lambda.logRetentionDays,
    SEMAPHORE_AGENT_ALARMS: alarms.enabled,
    SEMAPHORE_AGENT_ALARM_TOPIC_ARN: alarms.topicArn,
    SEMAPHORE_AGENT_DASHBOARD: fleet.dashboard,
    SEMAPHORE_AGENT_TAGS: fleet.tags.map(({ key, value }) => `${key}:${value}`),
    SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: fleet.permissionsBoundaryArn,
  });
}

type OpenSettings = Partial<Record<ParameterKey, JsonValue | undefined>>;

const settings = (open: OpenSettings): ParameterSettings =>
  Object.fromEntries(Object.entries(open).filter(([, value]) => value !== undefined));

function volumeSettings(volume: RootVolume): OpenSettings {
  return {
    SEMAPHORE_AGENT_VOLUME_NAME: volume.deviceName,
    SEMAPHORE_AGENT_VOLUME_TYPE: volume.type,
    SEMAPHORE_AGENT_VOLUME_SIZE: volume.sizeGib,
    SEMAPHORE_AGENT_VOLUME_IOPS: volume.iops,
    SEMAPHORE_AGENT_VOLUME_THROUGHPUT: volume.throughputMibps,
    SEMAPHORE_AGENT_VOLUME_ENCRYPTED: volume.encrypted,
    SEMAPHORE_AGENT_VOLUME_KMS_KEY: volume.kmsKey,
  };
}

function macSettings(mac: MacConfig): OpenSettings {
  return {
    SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: mac.licenseConfigurationArn,
    SEMAPHORE_AGENT_MAC_FAMILY: mac.families,
    SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: mac.dedicatedHostIds,
    SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: mac.autoAllocateHost,
    SEMAPHORE_AGENT_AUTO_RELEASE_HOST: mac.autoReleaseHost,
  };
}

function scalerSettings({ overprovision, pollIntervalSeconds, maxStep }: ScalerConfig): OpenSettings {
  return {
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: overprovision.strategy,
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR: overprovision.strategy === 'none' ? 0 : overprovision.factor,
    SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: pollIntervalSeconds,
    SEMAPHORE_AGENT_SCALER_MAX_STEP: maxStep,
  };
}
