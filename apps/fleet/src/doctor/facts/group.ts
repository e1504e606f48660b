/** The fleet's Auto Scaling group. Sizes are instances, or weighted units as the group counts. */
export interface Group {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly suspended: readonly string[];
  /** Empty: the default subnets of `zones`. */
  readonly subnetIds: readonly string[];
  readonly zones: readonly string[];
  readonly instances: readonly GroupInstance[];
  readonly launchTemplate: { readonly id: string; readonly version: string };
  /** What the overrides name, without a type where Auto Scaling chooses; empty: the launch template's. */
  readonly types: readonly {
    readonly type: string | undefined;
    readonly weight: number;
    /** Whether it is launched from another image than the launch template's. */
    readonly ownImage: boolean;
  }[];
}

export interface GroupInstance {
  readonly id: string;
  readonly zone: string;
  readonly lifecycle: string;
  readonly healthy: boolean;
  readonly type: string | undefined;
}

export interface Activity {
  readonly status: string;
  readonly description: string;
  readonly message: string | undefined;
  readonly startedAt: Date;
}

export interface ScheduledAction {
  readonly name: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
  /** Cron expression or the one time at which it happens. */
  readonly when: string;
}
