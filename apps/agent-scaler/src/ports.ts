import type { Logger } from '@aws-lambda-powertools/logger';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';

export interface Clock {
  /** Monotonic milliseconds: they only ever grow, even if the wall clock is set back. */
  now(): number;
  /** The wall clock, for timestamps and for how late an invocation started; no deadline uses it. */
  date(): Date;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Where the demand is read. */
export interface DemandSource {
  /** @throws SemaphoreError */
  getMetrics(token: string): Promise<MetricsResponse>;
}

/** The SecureString that holds the agent type's token. */
export interface TokenParameter {
  readonly name: string;
  /** @throws AwsError */
  read(): Promise<string>;
}

/** The group that is scaled. */
export interface CapacityControl {
  /** @throws AwsError */
  describe(): Promise<GroupLimits>;
  /** Sets the desired capacity; the caller has made sure that this raises it. @throws AwsError */
  raiseTo(desired: number): Promise<void>;
}

/** Says which invocation polls: whoever takes the lease gives it a higher version, and the previous holder ends. */
export interface Lease {
  /** Takes the lease and returns its new version. @throws AwsError */
  take(): Promise<number>;
  /** @throws AwsError */
  version(): Promise<number>;
}

/** Where a minute's samples go. */
export interface MetricSink {
  publish(metrics: readonly Metric[], at: Date): void;
}

/** One metric's samples: `counts[i]` says how often `values[i]` was seen. */
export interface Metric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: 'Count' | 'Milliseconds';
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

export type Log = Pick<Logger, 'debug' | 'info' | 'warn'>;
