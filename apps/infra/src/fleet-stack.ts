import type { Construct } from 'constructs';
import { agentDocumentOf, type FleetConfig } from '@agent-aws-stack/config';
import {
  AgentConfigParameter,
  AgentGroup,
  AgentLaunchTemplate,
  AgentScaler,
  AgentSecurityGroup,
  FleetAlarms,
  FleetDashboard,
  HostKeys,
  InstanceRole,
  MacHosts,
  RebalanceSuspender,
  type BundleFolders,
} from '@agent-aws-stack/constructs';
import { APPLICATION_TAG, configParameterName, isWindows, writeUserData } from '@agent-aws-stack/contract';
import { core, iam } from './cdk.ts';
import { FleetNetwork } from './fleet-network.ts';
import { MachineImage } from './machine-image.ts';
import type { DeployEnvironment } from './environment.ts';

export interface FleetStackProps {
  readonly fleet: FleetConfig;
  readonly env: DeployEnvironment;
  /** GitHub's current public SSH host keys. */
  readonly hostKeys: readonly string[];
  readonly bundles: BundleFolders;
  /** Returns the name of the account's own image for this fleet. Called only if the fleet has no image id. */
  readonly imageName: () => string;
}

/** One fleet: its Auto Scaling group, what its instances need, and its scaler. */
export class FleetStack extends core.Stack {
  constructor(scope: Construct, id: string, { fleet, env, hostKeys, bundles, imageName }: FleetStackProps) {
    super(scope, id, {
      env,
      stackName: fleet.stackName,
      description: 'Semaphore agent autoscaling stack',
      tags: Object.fromEntries(fleet.tags.map(({ key, value }) => [key, value])),
    });
    for (const { key, value } of fleet.tags) core.Tags.of(this).add(key, value);
    if (fleet.permissionsBoundaryArn) {
      iam.PermissionsBoundary.of(this).apply(
        iam.ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', fleet.permissionsBoundaryArn),
      );
    }
    const { endpoint, token, instance } = fleet;
    const lambdas = { settings: fleet.lambda, bundles };

    const config = new AgentConfigParameter(this, 'AgentConfig', {
      document: agentDocumentOf(fleet),
    });
    const keys = new HostKeys(this, 'HostKeys', { keys: hostKeys, ...lambdas });
    const network = new FleetNetwork(this, 'Network', fleet.network);
    const access = new InstanceRole(this, 'InstanceRole', {
      token,
      cacheBucketName: fleet.agent.cacheBucketName,
      managedPolicies: instance.managedPolicies,
    });
    const macHosts = instance.mac && new MacHosts(this, 'MacHosts', instance.mac);
    const macTypes = (instance.mac?.families ?? []).map((family) => ({ instanceType: `${family}.metal` }));

    const { template } = new AgentLaunchTemplate(this, 'LaunchTemplate', {
      imageId: new MachineImage(this, 'Image', { amiId: instance.amiId, imageName, system: instance })
        .imageId,
      instanceType: macTypes[0]?.instanceType ?? instance.instanceType,
      role: access.role,
      securityGroupId: fleet.network.securityGroupId ?? this.#securityGroupOf(fleet, network.vpcId),
      userData: writeUserData(instance.os, configParameterName(this.stackName)),
      keyName: instance.keyName,
      rootVolume: instance.rootVolume,
      imdsHopLimit: instance.imdsHopLimit,
      useIpv6: fleet.network.useIpv6,
      tags: [APPLICATION_TAG, ...fleet.tags],
      mac: instance.mac &&
        macHosts && {
          hostResourceGroupArn: macHosts.resourceGroupArn,
          licenseConfigurationArn: instance.mac.licenseConfigurationArn,
        },
    });
    const { group } = new AgentGroup(this, 'Group', {
      launchTemplate: template,
      overrides: instance.mac ? macTypes : fleet.group.launchTemplateOverrides,
      settings: fleet.group,
      placement: network.placement,
    });
    // The first instance boots as soon as the group exists, so its parameters and permissions must exist before.
    group.node.addDependency(access.policy, config, keys.parameter);

    new RebalanceSuspender(this, 'RebalanceSuspender', { group, ...lambdas });
    const scaler =
      fleet.scaler &&
      new AgentScaler(this, 'Scaler', {
        endpoint,
        token,
        group,
        scaling: fleet.scaler,
        network: fleet.network.vpcId ? network.forLambda(fleet.network.allowPublicSubnet) : undefined,
        ...lambdas,
      });
    if (fleet.alarms.enabled) {
      new FleetAlarms(this, 'Alarms', {
        scaler: scaler?.function,
        updater: keys.updater.function,
        topicArn: fleet.alarms.topicArn,
      });
    }
    if (fleet.dashboard && scaler) {
      new FleetDashboard(this, 'Dashboard', {
        scaler: scaler.function,
        scalerLog: scaler.logGroup,
        updater: keys.updater.function,
        maxSize: fleet.group.maxSize,
      });
    }
  }

  #securityGroupOf({ instance, network }: FleetConfig, vpcId: string): string {
    return new AgentSecurityGroup(this, 'SecurityGroup', {
      vpcId,
      sshIngressCidrs: isWindows(instance.os) ? [] : network.sshIngressCidrs,
      useIpv6: network.useIpv6,
    }).groupId;
  }
}
