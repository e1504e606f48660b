import type { LaunchBrake } from '@agent-aws-stack/contract';
import type { Launch } from './rounds.ts';

export type Watching = Extract<LaunchBrake, { kind: 'watching' }>;
export type Open = Exclude<LaunchBrake, Watching>;

/** What the scaler knows when it looks at the group's launches. Times are milliseconds since the epoch. */
export interface LaunchSight {
  readonly now: number;
  /** Since when `registered` and `changed` are known. */
  readonly since: number;
  /**
   * Since when polls come so close together that no agent can have come and gone between two of them.
   * @default - for long enough
   */
  readonly closeSince?: number | undefined;
  /** Whether an agent registered after `since`, as far as polls have shown. */
  readonly registered: boolean;
  /** Whether an agent registered or left after `since`. */
  readonly changed: boolean;
  /** Whether at some poll after `since` the group wanted more instances than there were agents, or no poll succeeded. */
  readonly missesAgents: boolean;
  /** How many agents Semaphore counted last. @default - unknown */
  readonly agents?: number | undefined;
  /** Whether a poll succeeded after `since`. */
  readonly hasSemaphore: boolean;
  /** Whether Semaphore refused the token after `since`. */
  readonly tokenRefused: boolean;
  /** The state in the group's tag. @default - the brake is closed */
  readonly brake: LaunchBrake | undefined;
  readonly launchSuspended: boolean;
  /** The group's launches since `launchesSince(…)`. */
  readonly launches: readonly Launch[];
}

/** What to do. `brake` is the new state for the tag; undefined removes the tag. */
export interface BrakeStep {
  readonly brake: LaunchBrake | undefined;
  /** @default - leaves the process as it is */
  readonly process?: 'suspend' | 'resume' | undefined;
  readonly event?: BrakeEvent | undefined;
}

/** What a person should know. */
export interface BrakeEvent {
  readonly what: 'opened' | 'probes' | 'suspended again' | 'closed' | 'released';
  /** Rounds that failed in a row, when the brake opened. */
  readonly rounds?: number | undefined;
  /** Why the last instance ended, in AWS's words. */
  readonly cause?: string | undefined;
}

export const MINUTE_MS = 60_000;

/** A time as it is written to the tag: in whole seconds. */
export const toSecond = (at: number): number => Math.floor(at / 1_000) * 1_000;

/** Why the last instance ended. */
export function lastCause(launches: readonly Launch[]): string | undefined {
  const ended = launches.filter(({ cause }) => cause !== undefined);
  return ended.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0]?.cause;
}
