/** One of the fleet's Lambdas. */
export interface FunctionState {
  readonly name: string;
  /** Active, Inactive (asleep), Pending, Failed. */
  readonly state: string;
  readonly stateReason: string | undefined;
  readonly lastUpdate: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly subnetIds: readonly string[];
  /** 0: it may not run at all. */
  readonly reservedConcurrency: number | undefined;
}

export interface Rule {
  readonly name: string;
  readonly enabled: boolean;
  readonly targets: number;
}

/** What CloudWatch has about the scaler, over the last quarter of an hour, or since its stack was created. */
export interface ScalerSamples {
  /** When it last told the demand. */
  readonly lastPublishedAt: Date | undefined;
  readonly failedPolls: number;
  /** Invocations that failed as a whole. */
  readonly errors: number;
  readonly throttles: number;
}

export interface Alarm {
  readonly name: string;
  /** OK, ALARM, INSUFFICIENT_DATA. */
  readonly state: string;
  readonly reason: string;
  readonly actionsEnabled: boolean;
  readonly actions: readonly string[];
}
