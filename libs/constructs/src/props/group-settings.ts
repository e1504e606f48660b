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
   * Whether new instances are protected from scale-in, so that Auto Scaling does not terminate them when the capacity is
   * lowered by hand or by a schedule.
   * @default - only if a schedule sets a maximum or a desired capacity
   */
  readonly newInstancesProtectedFromScaleIn?: boolean | undefined;
  /**
   * Times at which Auto Scaling changes the sizes of the group. Two schedules must never run at the same time.
   * @default - none
   */
  readonly schedules?: readonly FleetSchedule[] | undefined;
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
  /**
   * Whether each rollout is paused at first: no old instance leaves until something removes `pausedAt` from the parameter `<stack>-rollout`, as `fleet rollout resume` does.
   * @default false
   */
  readonly startsPaused?: boolean | undefined;
}

/** A change of the group's sizes that recurs. Sets at least one size; a size that is not set stays as it is. */
export interface FleetSchedule {
  /** Unique in the fleet: a letter, then letters, digits and hyphens. */
  readonly name: string;
  /** A cron expression of five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** The IANA time zone of the expression, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /**
   * Minimum number of instances from then on.
   * @default - unchanged
   */
  readonly minSize?: number | undefined;
  /**
   * Maximum number of instances from then on.
   * @default - unchanged
   */
  readonly maxSize?: number | undefined;
  /**
   * Desired capacity, set once. The scaler and idle agents change it afterwards.
   * @default - unchanged
   */
  readonly desired?: number | undefined;
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
  /**
   * How long EC2 must have had too little spot capacity before on-demand instances stand in, at least 30 seconds. A second
   * group launches them.
   * @default - never
   */
  readonly onDemandFallbackAfter?: Duration | undefined;
}
