import { architectureOf, type Arch } from '@agent-aws-stack/contract';
import type { FleetConfig, MacConfig, Overprovision, RootVolume, ScalerConfig } from './fleet-config.ts';
import { architectureOfTypes, launchedTypes } from './launched-types.ts';
import type { Values } from './parameters/index.ts';

/** What values that keep every rule mean. */
export function toFleetConfig(v: Values): FleetConfig {
  const isMac = v.SEMAPHORE_AGENT_OS === 'macos';
  return {
    stackName: v.SEMAPHORE_AGENT_STACK_NAME,
    endpoint: v.SEMAPHORE_ENDPOINT ?? `${v.SEMAPHORE_ORGANIZATION}.semaphoreci.com`,
    token: {
      parameterName: v.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
      kmsKey: v.SEMAPHORE_AGENT_TOKEN_KMS_KEY,
    },
    agent: {
      disconnectAfterJob: v.SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB,
      afterJob: v.SEMAPHORE_AGENT_AFTER_JOB,
      disconnectAfterIdleTimeoutSeconds: v.SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT,
      interruptionGracePeriodSeconds: v.SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD,
      usePreSignedUrl: v.SEMAPHORE_AGENT_USE_PRE_SIGNED_URL,
      cacheBucketName: v.SEMAPHORE_AGENT_CACHE_BUCKET_NAME,
    },
    instance: {
      os: v.SEMAPHORE_AGENT_OS,
      arch: archOf(v),
      amiId: v.SEMAPHORE_AGENT_AMI,
      instanceType: v.SEMAPHORE_AGENT_INSTANCE_TYPE,
      keyName: v.SEMAPHORE_AGENT_KEY_NAME,
      managedPolicies: v.SEMAPHORE_AGENT_MANAGED_POLICY_NAMES,
      rootVolume: rootVolume(v),
      imdsHopLimit: v.SEMAPHORE_AGENT_IMDS_HOP_LIMIT,
      mac: isMac ? macConfig(v) : undefined,
    },
    group: {
      minSize: v.SEMAPHORE_AGENT_ASG_MIN_SIZE,
      maxSize: v.SEMAPHORE_AGENT_ASG_MAX_SIZE,
      desired: v.SEMAPHORE_AGENT_ASG_DESIRED,
      metrics: v.SEMAPHORE_AGENT_ASG_METRICS,
      maxInstanceLifetimeSeconds: v.SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME,
      capacityRebalance: v.SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE,
      newInstancesProtectedFromScaleIn: v.SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN,
      launchTemplateOverrides: isMac ? [] : v.SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON,
      purchase: {
        onDemandBaseCapacity: v.SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY,
        onDemandPercentageAboveBase: v.SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE,
        onDemandAllocationStrategy: v.SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY,
        spotAllocationStrategy: v.SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY,
      },
    },
    network: {
      vpcId: v.SEMAPHORE_AGENT_VPC_ID,
      subnetIds: v.SEMAPHORE_AGENT_SUBNETS,
      availabilityZones: v.SEMAPHORE_AGENT_AZS,
      allowPublicSubnet: v.SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET,
      securityGroupId: v.SEMAPHORE_AGENT_SECURITY_GROUP_ID,
      sshIngressCidrs: v.SEMAPHORE_AGENT_SSH_INGRESS_CIDRS,
      useIpv6: v.SEMAPHORE_AGENT_USE_IPV6,
    },
    scaler: v.SEMAPHORE_AGENT_USE_DYNAMIC_SCALING ? scalerConfig(v) : undefined,
    lambda: {
      arch: v.SEMAPHORE_AGENT_LAMBDA_ARCH,
      logLevel: v.SEMAPHORE_AGENT_LOG_LEVEL,
      logRetentionDays: v.SEMAPHORE_AGENT_LOG_RETENTION_DAYS,
    },
    alarms: { enabled: v.SEMAPHORE_AGENT_ALARMS, topicArn: v.SEMAPHORE_AGENT_ALARM_TOPIC_ARN },
    dashboard: v.SEMAPHORE_AGENT_DASHBOARD,
    tags: v.SEMAPHORE_AGENT_TAGS,
    permissionsBoundaryArn: v.SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN,
  };
}

/** The instance types decide for an image of the user's own; on macOS the families, and a rule has it agree with them. */
function archOf(v: Values): Arch {
  const family = v.SEMAPHORE_AGENT_MAC_FAMILY[0];
  if (v.SEMAPHORE_AGENT_OS !== 'macos' || family === undefined) {
    if (v.SEMAPHORE_AGENT_AMI === undefined) return v.SEMAPHORE_AGENT_ARCH;
    const types = launchedTypes(
      v.SEMAPHORE_AGENT_INSTANCE_TYPE,
      v.SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON,
    );
    return architectureOfTypes(types) ?? v.SEMAPHORE_AGENT_ARCH;
  }
  return architectureOf(`${family}.metal`) ?? v.SEMAPHORE_AGENT_ARCH;
}

function rootVolume(v: Values): RootVolume | undefined {
  if (v.SEMAPHORE_AGENT_VOLUME_NAME === undefined) return undefined;
  return {
    deviceName: v.SEMAPHORE_AGENT_VOLUME_NAME,
    type: v.SEMAPHORE_AGENT_VOLUME_TYPE,
    sizeGib: v.SEMAPHORE_AGENT_VOLUME_SIZE,
    iops: v.SEMAPHORE_AGENT_VOLUME_IOPS,
    // CloudFormation passes it on, and EC2 then refuses to launch.
    throughputMibps:
      v.SEMAPHORE_AGENT_VOLUME_TYPE === 'gp3' ? v.SEMAPHORE_AGENT_VOLUME_THROUGHPUT : undefined,
    encrypted: v.SEMAPHORE_AGENT_VOLUME_ENCRYPTED,
    kmsKey: v.SEMAPHORE_AGENT_VOLUME_KMS_KEY,
  };
}

/** Undefined without a licence, which a rule has refused. */
function macConfig(v: Values): MacConfig | undefined {
  const licenseConfigurationArn = v.SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN;
  if (licenseConfigurationArn === undefined) return undefined;
  return {
    licenseConfigurationArn,
    families: v.SEMAPHORE_AGENT_MAC_FAMILY,
    dedicatedHostIds: v.SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS,
    autoAllocateHost: v.SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST,
    autoReleaseHost: v.SEMAPHORE_AGENT_AUTO_RELEASE_HOST,
  };
}

function scalerConfig(v: Values): ScalerConfig {
  return {
    overprovision: overprovision(v),
    pollIntervalSeconds: v.SEMAPHORE_AGENT_SCALER_POLL_INTERVAL,
    maxStep: v.SEMAPHORE_AGENT_SCALER_MAX_STEP,
  };
}

function overprovision(v: Values): Overprovision {
  const strategy = v.SEMAPHORE_AGENT_OVERPROVISION_STRATEGY;
  return strategy === 'none' ? { strategy } : { strategy, factor: v.SEMAPHORE_AGENT_OVERPROVISION_FACTOR };
}
