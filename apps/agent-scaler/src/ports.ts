import type { Logger } from '@aws-lambda-powertools/logger';
import type { MetricsResponse, QueuedJobs } from '@agent-aws-stack/semaphore-api';
import type { JobSight, LaunchBrake, SavedSights, ShortageNote } from '@agent-aws-stack/contract';
import type { GroupLimits, QuotaEstimate, StaffedGroup } from '@agent-aws-stack/sizing';
import type { Launch } from './launch-brake/rounds.ts';

export interface Clock {
  /** Milliseconds of a monotonic clock: it never goes back, even if the wall clock does. */
  now(): number;
  /** Wall-clock time, for the metrics' timestamps and an invocation's lateness. Deadlines use `now()`. */
  date(): Date;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Reads the demand from Semaphore. */
export interface DemandSource {
  /** @throws SemaphoreError */
  getMetrics(token: string): Promise<MetricsResponse>;
}

/** Lists the queued jobs. */
export interface JobSource {
  /** @throws SemaphoreError */
  getQueuedJobs(token: string): Promise<QueuedJobs>;
}

/** Tells the next invocation when each queued job was first seen. */
export interface SightStore {
  /** @throws AwsError */
  save(sights: readonly JobSight[], now: number): Promise<void>;
  /** Undefined if no job was queued at the last save. @throws AwsError */
  load(): Promise<SavedSights | undefined>;
}

/** The SSM parameter with the agent type's token. */
export interface TokenParameter {
  readonly name: string;
  /** @throws AwsError */
  read(): Promise<string>;
}

/** The fleet's Auto Scaling group. */
export interface CapacityControl {
  /** @throws AwsError */
  describe(): Promise<GroupLimits>;
  /** Sets the desired capacity. The caller ensures that the new value is above the value last described. @throws AwsError */
  raiseTo(desired: number): Promise<void>;
}

/** The launches of the group, and the launch brake's state in its tag. */
export interface LaunchControl {
  /** The state when the group was last described, for whatever reason. Undefined while the brake is closed: a closed brake does not limit launches. */
  readonly brake: LaunchBrake | undefined;
  /** @throws AwsError */
  describeLaunches(): Promise<LaunchState>;
  /** The instances that the group launched since `time`, in milliseconds since the epoch, and perhaps some older ones. @throws AwsError */
  launchesSince(time: number): Promise<readonly Launch[]>;
  /** @throws AwsError */
  writeBrake(brake: LaunchBrake): Promise<void>;
  /** @throws AwsError */
  removeBrake(): Promise<void>;
  /** @throws AwsError */
  setLaunchSuspended(suspended: boolean): Promise<void>;
}

export interface LaunchState {
  /** @default - the brake is closed, so it does not limit launches */
  readonly brake: LaunchBrake | undefined;
  readonly launchSuspended: boolean;
}

/** The group of on-demand instances that stand in for spot instances, and the spot group for which they stand in. */
export interface OnDemandControl {
  /** @throws AwsError */
  describe(): Promise<{ readonly spot: StaffedGroup; readonly onDemand: GroupLimits }>;
  /** Sets the desired capacity of the on-demand instances. The caller ensures that the new value is above the value last described. @throws AwsError */
  raiseTo(desired: number): Promise<void>;
  /** Messages of the spot group's launches that failed after `since`, newest first. @throws AwsError */
  spotFailures(since: Date): Promise<readonly string[]>;
}

/**
 * Shows which invocation polls. Taking the lease increments its version; the previous holder reads that, and ends. The lease
 * also tells the next invocation what is known about the organization's quota and about missing spot capacity.
 */
export interface Lease {
  /** Takes the lease and returns its new version. @throws AwsError */
  take(notes: Notes): Promise<number>;
  /** @throws AwsError */
  read(): Promise<LeaseState>;
}

/** What an invocation tells the next one. */
export interface Notes {
  /** Undefined while no job is known to be held. */
  readonly estimate: QuotaEstimate | undefined;
  /** Undefined while no spot capacity is known to be missing. */
  readonly shortage: ShortageNote | undefined;
}

export interface LeaseState extends Notes {
  readonly version: number;
}

/** Publishes the metrics of one minute. */
export interface MetricSink {
  publish(metrics: readonly Metric[], timestamp: Date): void;
}

/** One metric's samples: `values[i]` occurred `counts[i]` times. */
export interface Metric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: 'Count' | 'Seconds' | 'Milliseconds';
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

export type Log = Pick<Logger, 'debug' | 'info' | 'warn'>;
