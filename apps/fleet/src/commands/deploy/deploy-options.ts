import type { ChangeOptions, FleetOptions } from '../../cli/common-options.ts';

export interface DeployOptions extends FleetOptions, ChangeOptions {
  /** How many fleets to deploy at the same time. */
  readonly concurrency: number;
}
