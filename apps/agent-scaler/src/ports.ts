import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';

/** Time as the loop knows it. */
export interface Clock {
  /** Milliseconds that only ever grow, whatever happens to the wall clock. */
  now(): number;
  /** The wall clock, for timestamps and for how late the start is; no deadline goes by it. */
  date(): Date;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Where the demand is read. */
export interface DemandSource {
  /** @throws SemaphoreError */
  getMetrics(token: string): Promise<MetricsResponse>;
}

/** Where the agent type's token is kept. */
export interface TokenStore {
  /** @throws AwsError, InvalidTokenError */
  read(): Promise<string>;
}

/** The group that is sized. */
export interface CapacityControl {
  /** @throws AwsError */
  describe(): Promise<GroupLimits>;
  /** Sets the desired capacity; the caller has made sure that it is a raise. @throws AwsError */
  raiseTo(desired: number): Promise<void>;
}

/** Where invocations take turns to poll, which have ever higher numbers. */
export interface Turns {
  /** Takes the next turn. @throws AwsError */
  take(): Promise<void>;
  /** The number of the last turn taken. @throws AwsError */
  last(): Promise<number>;
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

/** Structured log. */
export interface Log {
  debug(message: string, fields: LogFields): void;
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
}
export type LogFields = Readonly<Record<string, unknown>>;
