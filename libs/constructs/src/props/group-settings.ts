import type { Duration } from 'aws-cdk-lib';
import type {
  CfnAutoScalingGroup,
  OnDemandAllocationStrategy,
  SpotAllocationStrategy,
} from 'aws-cdk-lib/aws-autoscaling';

/** Settings of the Auto Scaling group. */
export interface GroupSettings {
  /**
   * Minimum number of instances in the group, kept even when there are no jobs.
   * @default 0
   */
  readonly minSize?: number | undefined;
  /**
   * Maximum number of instances in the group, and so of jobs that run at once.
   * @default 1
   */
  readonly maxSize?: number | undefined;
  /**
   * Desired capacity that every deployment which changes the group sets.
   * @default - a deployment leaves the capacity alone, which is what you want with a scaler
   */
  readonly desired?: number | undefined;
  /**
   * Group metrics that Auto Scaling publishes to CloudWatch every minute, such as `GroupDesiredCapacity`.
   * @default - none
   */
  readonly metrics?: readonly string[] | undefined;
  /**
   * Maximum age of an instance, from one day to one year, after which it is replaced.
   * @default - no limit
   */
  readonly maxInstanceLifetime?: Duration | undefined;
  /**
   * How long after its launch the agent of an instance may take until it is ready for jobs; otherwise the group replaces the
   * instance. From 30 seconds to two hours. Requires an image of this version.
   * @default - no limit
   */
  readonly launchTimeout?: Duration | undefined;
  /**
   * Makes instances with an older launch template leave after a deployment: idle ones first, busy ones after their job.
   * Requires an image of this version.
   * @default - each stays until its agent ends
   */
  readonly imageRollout?: ImageRolloutSettings | undefined;
  /**
   * Launch template overrides, for a group with several instance types. Ignored on macOS.
   * @default - the instance type of the launch template
   */
  readonly launchTemplateOverrides?:
    readonly CfnAutoScalingGroup.LaunchTemplateOverridesProperty[] | undefined;
  /**
   * Whether Auto Scaling replaces a spot instance that is at elevated risk of interruption, even while it runs a job.
   * @default false
   */
  readonly capacityRebalance?: boolean | undefined;
  /**
   * Whether new instances are protected from scale-in, so that Auto Scaling does not terminate them when someone lowers the
   * capacity by hand.
   * @default false
   */
  readonly newInstancesProtectedFromScaleIn?: boolean | undefined;
  /**
   * How instances are bought.
   * @default - on-demand
   */
  readonly purchase?: PurchaseSettings | undefined;
}

/** How fast instances with an older launch template leave. */
export interface ImageRolloutSettings {
  /**
   * Minutes in which the share grows to 100 percent, up to a week.
   * @default 10
   */
  readonly spreadMinutes?: number | undefined;
  /**
   * The percentage of these instances that may leave at once.
   * @default 10
   */
  readonly sharePercent?: number | undefined;
}

/** How the group's instances are bought: on-demand or spot. */
export interface PurchaseSettings {
  /**
   * Number of instances that are always on-demand, before the percentage applies.
   * @default 0
   */
  readonly onDemandBaseCapacity?: number | undefined;
  /**
   * Percentage of on-demand instances above the base; the rest are spot.
   * @default 100
   */
  readonly onDemandPercentageAboveBase?: number | undefined;
  /**
   * How Auto Scaling picks the instance type of on-demand instances from the overrides.
   * @default - Auto Scaling's default
   */
  readonly onDemandAllocationStrategy?: OnDemandAllocationStrategy | undefined;
  /**
   * How Auto Scaling picks the instance type of spot instances from the overrides.
   * @default - Auto Scaling's default
   */
  readonly spotAllocationStrategy?: SpotAllocationStrategy | undefined;
}
