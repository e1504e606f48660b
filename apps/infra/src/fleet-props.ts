import type { OnDemandAllocationStrategy, SpotAllocationStrategy } from 'aws-cdk-lib/aws-autoscaling';
import type { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FleetConfig } from '@agent-aws-stack/config';
import type {
  AgentFleetProps,
  FleetVpcAttributes,
  GroupSettings,
  InstanceSettings,
  ScalerSettings,
} from '@agent-aws-stack/constructs';
import { core, ec2, iam, kms } from './cdk.ts';

/** The results of lookups in the account. The configuration does not contain them. */
export interface FoundResources {
  readonly imageId: string;
  readonly vpcAttributes: FleetVpcAttributes;
}

/**
 * Returns a fleet's settings as the props of its construct.
 * @param scope - the scope for references to existing resources that the configuration names, such as a key pair
 */
export function fleetProps(scope: Construct, fleet: FleetConfig, found: FoundResources): AgentFleetProps {
  const { endpoint, token, agent, network, scaler, lambda, alarms, dashboard } = fleet;
  const { topicArn } = alarms;
  // A scope of its own, because the instances' role may have the same policies, and ids must be unique in a scope.
  const jobPolicies = new Construct(scope, 'JobPolicies');
  return {
    endpoint,
    token,
    agent: {
      ...agent,
      jobManagedPolicies: agent.jobManagedPolicies.map((policy) => managedPolicy(jobPolicies, policy)),
      disconnectAfterIdleTimeout: core.Duration.seconds(agent.disconnectAfterIdleTimeoutSeconds),
      interruptionGracePeriod: core.Duration.seconds(agent.interruptionGracePeriodSeconds),
    },
    instance: instanceSettings(scope, fleet, found.imageId),
    group: groupSettings(fleet.group),
    network: {
      vpcAttributes: found.vpcAttributes,
      securityGroup:
        network.securityGroupId === undefined
          ? undefined
          : ec2.SecurityGroup.fromSecurityGroupId(scope, 'OwnSecurityGroup', network.securityGroupId),
      sshIngressCidrs: network.sshIngressCidrs,
      useIpv6: network.useIpv6,
    },
    scaler: scalerSettings(scaler),
    lambda: {
      arch: lambda.arch,
      logLevel: lambda.logLevel,
      logRetention: lambda.logRetentionDays as RetentionDays,
      logKmsKey: lambda.logKmsKeyArn ? kms.Key.fromKeyArn(scope, 'LogKey', lambda.logKmsKeyArn) : undefined,
    },
    alarms: {
      enabled: alarms.enabled,
      maxJobWait: core.Duration.seconds(alarms.maxJobWaitSeconds),
      actions: topicArn === undefined ? [] : [{ bind: () => ({ alarmActionArn: topicArn }) }],
    },
    dashboard,
  };
}

function instanceSettings(
  scope: Construct,
  { instance, tags }: FleetConfig,
  imageId: string,
): InstanceSettings {
  const { os, arch, keyName, systemsManager, imdsHopLimit, mac, rootVolume } = instance;
  return {
    os,
    arch,
    systemsManager,
    imdsHopLimit,
    mac,
    instanceType: new ec2.InstanceType(instance.instanceType),
    machineImage: ec2.MachineImage.genericLinux({ [core.Stack.of(scope).region]: imageId }),
    keyPair: keyName === undefined ? undefined : ec2.KeyPair.fromKeyPairName(scope, 'KeyPair', keyName),
    managedPolicies: instance.managedPolicies.map((policy) => managedPolicy(scope, policy)),
    rootVolume: rootVolume && {
      ...rootVolume,
      type: rootVolume.type as EbsDeviceVolumeType,
      size: core.Size.gibibytes(rootVolume.sizeGib),
    },
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  };
}

function scalerSettings(scaler: FleetConfig['scaler']): ScalerSettings {
  if (scaler === undefined) return { enabled: false };
  const { overprovision, pollIntervalSeconds, maxStep, launchBrake } = scaler;
  return {
    overprovision: overprovision.strategy === 'none' ? undefined : overprovision,
    pollInterval: core.Duration.seconds(pollIntervalSeconds),
    maxStep,
    launchBrake,
  };
}

/** A name means a policy of this account. A policy that AWS manages must be given by its ARN. */
export function managedPolicy(scope: Construct, policy: string) {
  return policy.startsWith('arn:')
    ? iam.ManagedPolicy.fromManagedPolicyArn(scope, policy, policy)
    : iam.ManagedPolicy.fromManagedPolicyName(scope, policy, policy);
}

function groupSettings({
  maxInstanceLifetimeSeconds,
  launchTimeoutSeconds,
  purchase,
  imageRollout,
  deployCanary,
  ...group
}: FleetConfig['group']): GroupSettings {
  return {
    ...group,
    // `fleet deploy` ends the pause when the canary is well.
    imageRollout: imageRollout && { ...imageRollout, startsPaused: deployCanary },
    maxInstanceLifetime: core.Duration.seconds(maxInstanceLifetimeSeconds),
    launchTimeout: core.Duration.seconds(launchTimeoutSeconds),
    purchase: {
      ...purchase,
      onDemandFallbackAfter: core.Duration.seconds(purchase.onDemandFallbackAfterSeconds),
      onDemandAllocationStrategy: purchase.onDemandAllocationStrategy as OnDemandAllocationStrategy,
      spotAllocationStrategy: purchase.spotAllocationStrategy as SpotAllocationStrategy,
    },
  };
}
