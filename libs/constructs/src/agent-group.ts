import type { CfnAutoScalingGroup, CfnAutoScalingGroupProps } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { Policy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { GroupConfig } from '@agent-aws-stack/config';
import { APPLICATION_TAG, type GroupId, LAUNCH_HOOK_NAME, scheduleId } from '@agent-aws-stack/contract';
import { acceptFinding } from './accepted-findings.ts';
import { autoscaling } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** Where instances may launch: in subnets of a VPC, or in zones of the default VPC. */
export type Placement =
  { readonly subnetIds: readonly string[] } | { readonly availabilityZones: readonly string[] };

export interface AgentGroupProps {
  readonly names: FleetNames;
  readonly logicalId: GroupId;
  /** @default - CloudFormation generates it */
  readonly groupName?: string | undefined;
  readonly launchTemplate: CfnLaunchTemplate;
  /** The policy with which instances complete their launch. Undefined if the group does not wait for that. */
  readonly launchPolicy: Policy | undefined;
  /** Instance types with their weights, or requirements, to choose from. If empty: the type of the launch template. */
  readonly overrides: GroupConfig['launchTemplateOverrides'];
  readonly settings: GroupConfig;
  readonly placement: Placement;
}

/** An Auto Scaling group, which launches and replaces instances of the fleet. */
export class AgentGroup extends Construct {
  readonly group: CfnAutoScalingGroup;

  constructor(
    scope: Construct,
    id: string,
    {
      names,
      logicalId,
      groupName,
      launchTemplate,
      launchPolicy,
      overrides,
      settings,
      placement,
    }: AgentGroupProps,
  ) {
    super(scope, id);
    this.group = new autoscaling.CfnAutoScalingGroup(this, 'Group', {
      autoScalingGroupName: groupName,
      minSize: String(settings.minSize),
      maxSize: String(settings.maxSize),
      // Usually undefined, so that an update of the stack keeps the capacity that the scaler has set.
      desiredCapacity: settings.desired === undefined ? undefined : String(settings.desired),
      cooldown: '60',
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: launchTemplate.ref,
            version: launchTemplate.attrLatestVersionNumber,
          },
          overrides: overrides.length > 0 ? [...overrides] : undefined,
        },
        instancesDistribution: distributionOf(settings),
      },
      capacityRebalance: settings.capacityRebalance,
      newInstancesProtectedFromScaleIn: settings.newInstancesProtectedFromScaleIn,
      maxInstanceLifetime: settings.maxInstanceLifetimeSeconds || undefined,
      metricsCollection:
        settings.metrics.length > 0
          ? [{ granularity: '1Minute', metrics: [...settings.metrics] }]
          : undefined,
      tags: [{ ...APPLICATION_TAG, propagateAtLaunch: true }],
      ...placementOf(placement),
    });
    names.keepLogicalId(this.group, logicalId);
    this.#schedule(names, settings.schedules);
    if (settings.launchTimeoutSeconds > 0) {
      // The hook exists a moment later than the group. So the first instances of a new group may launch without it, and then
      // nothing waits for their agents.
      const hook = new autoscaling.CfnLifecycleHook(this, 'LaunchHook', {
        autoScalingGroupName: this.group.ref,
        lifecycleHookName: LAUNCH_HOOK_NAME,
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatTimeout: settings.launchTimeoutSeconds,
        defaultResult: 'ABANDON',
      });
      if (launchPolicy) hook.node.addDependency(launchPolicy);
    }
    acceptFinding(
      this.group,
      'AS3',
      'Instances are launched and terminated as jobs come and go, so nobody would read the notifications.',
    );
    acceptFinding(
      this.group,
      'EC26',
      'The rule does not evaluate mixed instances policies. The launch template encrypts the root volume if it describes one; otherwise the image decides.',
    );
  }

  #schedule(names: FleetNames, schedules: GroupConfig['schedules']): void {
    if (schedules.length === 0) return;
    // With this policy, an update of the stack keeps the sizes that a schedule has set, unless the sizes in the template have changed.
    this.group.cfnOptions.updatePolicy = {
      autoScalingScheduledAction: { ignoreUnmodifiedGroupSizeProperties: true },
    };
    for (const { name, cron, timeZone, minSize, maxSize, desired } of schedules) {
      const action = new autoscaling.CfnScheduledAction(this, `Schedule-${name}`, {
        autoScalingGroupName: this.group.ref,
        recurrence: cron,
        timeZone,
        ...{ minSize, maxSize, desiredCapacity: desired },
      });
      names.keepLogicalId(action, scheduleId(name));
    }
  }
}

/** The settings of the second group, whose on-demand instances stand in for spot instances. @param settings - those of the main group */
export function standInSettings(settings: GroupConfig): GroupConfig {
  return {
    ...settings,
    minSize: 0,
    desired: undefined,
    // Schedules change the limits of the main group only. The scaler keeps the sum of both groups within these limits.
    schedules: [],
    capacityRebalance: false,
    purchase: {
      ...settings.purchase,
      onDemandBaseCapacity: 0,
      onDemandPercentageAboveBase: 100,
      spotAllocationStrategy: undefined,
    },
  };
}

function distributionOf({ purchase }: GroupConfig): CfnAutoScalingGroup.InstancesDistributionProperty {
  return {
    onDemandBaseCapacity: purchase.onDemandBaseCapacity,
    onDemandPercentageAboveBaseCapacity: purchase.onDemandPercentageAboveBase,
    onDemandAllocationStrategy: purchase.onDemandAllocationStrategy,
    spotAllocationStrategy: purchase.spotAllocationStrategy,
  };
}

function placementOf(
  placement: Placement,
): Pick<CfnAutoScalingGroupProps, 'vpcZoneIdentifier' | 'availabilityZones'> {
  return 'subnetIds' in placement
    ? { vpcZoneIdentifier: [...placement.subnetIds] }
    : { availabilityZones: [...placement.availabilityZones] };
}
