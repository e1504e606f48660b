import type { Duration } from 'aws-cdk-lib';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';

/** Settings of the scaler. */
export interface ScalerSettings {
  /**
   * Whether there is a scaler. Without one, nothing raises the capacity.
   * @default true
   */
  readonly enabled?: boolean | undefined;
  /**
   * Agents to run beyond the current jobs, so that the next job does not wait for an instance to boot.
   * @default - none
   */
  readonly overprovision?: Overprovision | undefined;
  /**
   * Time between polls of the Semaphore job queue, from 1 to 30 seconds.
   * @default Duration.seconds(2)
   */
  readonly pollInterval?: Duration | undefined;
  /**
   * Maximum number of instances added in one decision; 0 means no limit.
   * @default 0
   */
  readonly maxStep?: number | undefined;
  /**
   * Whether the scaler suspends launches after three rounds of instances that ended early although no agent registered.
   * @default true
   */
  readonly launchBrake?: boolean | undefined;
  /**
   * Subnets of `network.vpc` for the scaler, with a route to the internet through a NAT gateway: in a public subnet, a Lambda gets
   * no public address.
   * @default - those of the instances
   */
  readonly vpcSubnets?: SubnetSelection | undefined;
}

/** Agents beyond the current jobs. */
export interface Overprovision {
  /**
   * `number`: a fixed number. `percentage`: a percentage of the jobs, rounded up. With a minimum size of 0, a fixed number
   * is kept even when there are no jobs.
   */
  readonly strategy: 'number' | 'percentage';
  /** The number or percentage, at least 1. */
  readonly factor: number;
}
