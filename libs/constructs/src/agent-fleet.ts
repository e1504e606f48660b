import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { IGrantable, IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { agentDocumentOf, alarmsOf, type FleetConfig } from '@agent-aws-stack/config';
import {
  APPLICATION_TAG,
  configParameterName,
  hostKeysParameterName,
  isWindows,
  rolloutParameterName,
  LOGICAL_IDS,
  ON_DEMAND_GROUP_ID,
  onDemandGroupName,
  writeUserData,
} from '@agent-aws-stack/contract';
import { PINNED_HOST_KEYS } from '@agent-aws-stack/github-keys';
import { AgentConfigParameter } from './agent-config.ts';
import { AgentGroup, standInSettings } from './agent-group.ts';
import { newestImage } from './agent-image.ts';
import { AgentLaunchTemplate } from './agent-launch-template.ts';
import { AgentScaler } from './agent-scaler.ts';
import { AgentSecurityGroup } from './agent-security-group.ts';
import type { CacheAccess } from './cache-access.ts';
import { FleetAlarms } from './fleet-alarms.ts';
import { FleetDashboard } from './fleet-dashboard.ts';
import { FleetNames } from './fleet-names.ts';
import { HostKeys } from './host-keys.ts';
import { ImageRollout } from './image-rollout.ts';
import { InstanceRole } from './instance-role.ts';
import { JobRole } from './job-role.ts';
import { MacHosts } from './mac-hosts.ts';
import { packagedBundle } from './packaged-bundle.ts';
import type { AgentFleetProps } from './props/agent-fleet-props.ts';
import { RebalanceSuspender } from './rebalance-suspender.ts';
import { resolveNetwork } from './resolve-network.ts';
import { resolveProps } from './resolve-props.ts';

/**
 * A fleet of Semaphore self-hosted agents: an Auto Scaling group, what its instances need, and the scaler that raises the
 * group's desired capacity to match the jobs of one agent type.
 *
 * With the id `Default`, directly in a stack, the fleet has the names and logical ids that `agent-aws-stack deploy`
 * gives it, so that it can take over a stack that this command created.
 */
export class AgentFleet extends Construct implements IGrantable {
  /** Prefix of the names of the fleet's parameters, alarms, log groups and policies. */
  readonly fleetName: string;
  /** The Auto Scaling group. */
  readonly group: CfnAutoScalingGroup;
  /** The group of on-demand instances that stand in for spot instances. Undefined without `purchase.onDemandFallbackAfter`. */
  readonly onDemandGroup: CfnAutoScalingGroup | undefined;
  /** The role of the instances. Without strict isolation, every job uses it. */
  readonly role: Role;
  /** The role of isolated jobs. Undefined without strict isolation. */
  readonly jobRole: Role | undefined;
  /** The principal to which `grant…` methods give permissions: the role that jobs use. */
  readonly grantPrincipal: IPrincipal;
  /** The scaler. Undefined if it is not enabled. */
  readonly scaler: Function | undefined;

  /** @throws InvalidFleetPropsError with every setting that is out of range or conflicts with others */
  constructor(scope: Construct, id: string, props: AgentFleetProps) {
    super(scope, id);
    const names = new FleetNames(this, props.fleetName);
    const fleet = resolveProps(this, names.fleet, props);
    const { endpoint, token, instance } = fleet;
    const hasLaunchHook = fleet.group.launchTimeoutSeconds > 0;
    const { imageRollout } = fleet.group;
    const hasOnDemandGroup = fleet.group.purchase.onDemandFallbackAfterSeconds > 0;
    const isStrict = fleet.agent.jobIsolation === 'strict';
    const lambdas = {
      names,
      settings: { ...fleet.lambda, logKmsKey: props.lambda?.logKmsKey },
      bundles: props.bundles ?? packagedBundle,
    };

    const keys = new HostKeys(this, 'HostKeys', { keys: props.hostKeys ?? PINNED_HOST_KEYS, ...lambdas });
    const network = resolveNetwork(this, props.network ?? {}, props.scaler ?? {});
    const access = new InstanceRole(this, 'InstanceRole', {
      names,
      token,
      cache: isStrict ? undefined : cacheOf(fleet),
      completesLaunch: hasLaunchHook,
      readsRollout: imageRollout !== undefined,
      systemsManager: instance.systemsManager,
      logStreamPrefix: agentDocumentOf(fleet).logStreamPrefix || undefined,
      managedPolicies: props.instance?.managedPolicies ?? [],
    });
    const jobs = isStrict
      ? new JobRole(this, 'JobRole', {
          names,
          instanceRole: access.role,
          instancePolicy: access.policy,
          cache: cacheOf(fleet),
          managedPolicies: props.agent?.jobManagedPolicies ?? [],
        })
      : undefined;
    const document = agentDocumentOf(fleet, jobs?.role.roleArn);
    const config = new AgentConfigParameter(this, 'AgentConfig', { names, document });
    const macHosts = instance.mac && new MacHosts(this, 'MacHosts', { names, ...instance.mac });
    const macTypes = (instance.mac?.families ?? []).map((family) => ({ instanceType: `${family}.metal` }));
    const image = props.instance?.machineImage ?? newestImage(instance.os, instance.arch);

    const rolloutOf = (ofTemplate: string | undefined) =>
      imageRollout && ofTemplate !== undefined
        ? { parameterName: rolloutParameterName(names.fleet), revision: ofTemplate }
        : undefined;
    const { template, revision } = new AgentLaunchTemplate(this, 'LaunchTemplate', {
      names,
      imageId: image.getImage(this).imageId,
      instanceType: macTypes[0]?.instanceType ?? instance.instanceType,
      role: access.role,
      securityGroupId:
        props.network?.securityGroup?.securityGroupId ?? this.#securityGroup(names, fleet, network.vpcId),
      userData: (ofTemplate) =>
        writeUserData(instance.os, configParameterName(names.fleet), {
          rollout: rolloutOf(ofTemplate),
          parameters: { hostKeys: hostKeysParameterName(names.fleet), token: token.parameterName },
        }),
      keyName: instance.keyName,
      rootVolume: instance.rootVolume,
      imdsHopLimit: instance.imdsHopLimit,
      // To complete its launch, an instance must name its group. It reads the group's name from one of its tags.
      tagsInMetadata: hasLaunchHook,
      useIpv6: fleet.network.useIpv6,
      tags: [APPLICATION_TAG, ...tagsOf(props)],
      mac: instance.mac &&
        macHosts && {
          hostResourceGroupArn: macHosts.resourceGroupArn,
          licenseConfigurationArn: instance.mac.licenseConfigurationArn,
        },
    });
    const shared = {
      names,
      launchTemplate: template,
      launchPolicy: access.launchPolicy,
      overrides: instance.mac ? macTypes : fleet.group.launchTemplateOverrides,
      placement: network.placement,
    };
    const { group } = new AgentGroup(this, 'Group', {
      ...shared,
      logicalId: LOGICAL_IDS.group,
      settings: fleet.group,
    });
    const onDemandGroup = hasOnDemandGroup
      ? new AgentGroup(this, 'OnDemandGroup', {
          ...shared,
          logicalId: ON_DEMAND_GROUP_ID,
          groupName: onDemandGroupName(names.groupPrefix),
          settings: standInSettings(fleet.group),
        }).group
      : undefined;
    for (const each of onDemandGroup ? [group, onDemandGroup] : [group]) {
      // The first instance boots as soon as the group exists, so its parameters and permissions must exist before the group.
      each.node.addDependency(access.policy, config, keys.parameter);
      if (jobs) each.node.addDependency(jobs);
      if (network.routes) each.node.addDependency(network.routes);
    }

    if (imageRollout) {
      const startsPaused = props.group?.imageRollout?.startsPaused ?? false;
      const settings = { revision, startsPaused, ...imageRollout };
      const rollout = new ImageRollout(this, 'ImageRollout', { names, group, ...settings });
      if (onDemandGroup) rollout.node.addDependency(onDemandGroup);
    }
    new RebalanceSuspender(this, 'RebalanceSuspender', { group, onDemandGroup, ...lambdas });
    const scaler =
      fleet.scaler &&
      new AgentScaler(this, 'Scaler', {
        endpoint,
        token,
        group,
        onDemandGroup,
        purchase: fleet.group.purchase,
        scaling: fleet.scaler,
        launchTimeoutSeconds: fleet.group.launchTimeoutSeconds,
        alarms: fleet.alarms,
        network: network.scaler,
        ...lambdas,
      });
    this.fleetName = names.fleet;
    this.group = group;
    this.onDemandGroup = onDemandGroup;
    this.role = access.role;
    this.jobRole = jobs?.role;
    this.grantPrincipal = jobs?.role ?? access.role;
    this.scaler = scaler?.function;
    const functions = { names, scaler: scaler?.function, updater: keys.updater.function };
    if (fleet.alarms.enabled) {
      new FleetAlarms(this, 'Alarms', {
        ...functions,
        wanted: alarmsOf(fleet),
        maxJobWaitSeconds: fleet.alarms.maxJobWaitSeconds,
        groups: onDemandGroup === undefined ? [group] : [group, onDemandGroup],
        actions: props.alarms?.actions ?? [],
      });
    }
    if (fleet.dashboard && scaler) {
      new FleetDashboard(this, 'Dashboard', {
        ...functions,
        scaler: scaler.function,
        scalerLog: scaler.logGroup,
        hasFallback: hasOnDemandGroup,
        maxSize: fleet.group.maxSize,
      });
    }
  }

  #securityGroup(names: FleetNames, { instance, network }: FleetConfig, vpcId: string): string {
    return new AgentSecurityGroup(this, 'SecurityGroup', {
      names,
      vpcId,
      sshIngressCidrs: isWindows(instance.os) ? [] : network.sshIngressCidrs,
      useIpv6: network.useIpv6,
    }).groupId;
  }
}

const tagsOf = ({ instance }: AgentFleetProps) =>
  Object.entries(instance?.tags ?? {}).map(([key, value]) => ({ key, value }));

function cacheOf({ agent }: FleetConfig): CacheAccess | undefined {
  const { cacheBucketName, cacheBucketOwner, cacheProjectIds } = agent;
  if (!cacheBucketName) return undefined;
  return { bucketName: cacheBucketName, bucketOwner: cacheBucketOwner, projectIds: cacheProjectIds };
}
