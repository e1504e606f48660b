import type { LaunchBrake } from '@agent-aws-stack/contract';
import { endedEarly, failedRounds, type Launch, roundsOf } from './rounds.ts';

/** What the scaler knows when it looks at the group's launches. Times are milliseconds since the epoch. */
export interface LaunchSight {
  readonly now: number;
  /** Since when `registered` and `changed` are known. */
  readonly since: number;
  /** Whether an agent has registered since then, as far as polls have shown. */
  readonly registered: boolean;
  /** Whether an agent has registered or left since then. */
  readonly changed: boolean;
  /** Whether a poll has succeeded since then. */
  readonly hasSemaphore: boolean;
  /** Whether Semaphore has refused the token since then. */
  readonly tokenRefused: boolean;
  /** As in the group's tag. @default - the brake is closed */
  readonly brake: LaunchBrake | undefined;
  readonly launchSuspended: boolean;
  /** The group's launches since `launchesSince(…)`. */
  readonly launches: readonly Launch[];
}

/** What to do. The new state belongs into the tag; undefined removes the tag. */
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

const MINUTE_MS = 60_000;
const FAILED_ROUNDS = 3;
/** The pauses before each probe: before the first, the second, the third, and before all others. */
const PAUSES_MS = [5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS);
/** The brake never lets the group launch more rounds than this in half an hour. */
const MOST_ROUNDS = 5;
const WINDOW_MS = 30 * MINUTE_MS;
/** Without a launch timeout. */
const EARLY_MS = 10 * MINUTE_MS;
/** A launch timeout begins when the instance waits, not when the group launches it, and ends before the instance's termination begins. */
const HOOK_MARGIN_MS = MINUTE_MS;

/** An instance whose agent works lives longer than this, or Semaphore counts its agent. */
export const earlyMsOf = (launchTimeoutMs = 0): number =>
  Math.max(EARLY_MS, launchTimeoutMs + HOOK_MARGIN_MS);

/** Older rounds do not count: three that fail within hours do no harm. But rounds that last longer need more time. */
const lookbackMs = (earlyMs: number): number => Math.max(45 * MINUTE_MS, 4 * earlyMs);

/** Launches that began earlier need not be known. */
export function launchesSince(
  now: number,
  {
    brake,
    since,
    earlyMs,
  }: { readonly brake: LaunchBrake | undefined; readonly since: number; readonly earlyMs: number },
): number {
  if (brake === undefined) return since - earlyMs;
  return brake.kind === 'watching' ? Math.max(brake.since, now - lookbackMs(earlyMs)) : now - WINDOW_MS;
}

/**
 * Decides whether to suspend or resume launches. Undefined: nothing changes.
 * @param earlyMs an instance whose agent works lives at least this long, or its agent is seen
 */
export function decideBrake(sight: LaunchSight, earlyMs: number): BrakeStep | undefined {
  const { brake } = sight;
  if (brake === undefined || brake.kind === 'watching') return decideClosed(sight, brake, earlyMs);
  if (brake.kind === 'probing') return decideProbing(sight, brake);
  return decideOpen(sight, brake);
}

type Watching = Extract<LaunchBrake, { kind: 'watching' }>;
type Open = Exclude<LaunchBrake, Watching>;

function decideClosed(
  { now, since, changed, hasSemaphore, tokenRefused, launchSuspended, launches }: LaunchSight,
  watching: Watching | undefined,
  earlyMs: number,
): BrakeStep | undefined {
  // If only the scaler cannot reach Semaphore, agents register and run jobs unseen.
  const knowsAgents = hasSemaphore || tokenRefused;
  // A person has suspended launches: there is nothing to brake.
  if (launchSuspended || changed || !knowsAgents) return watching && { brake: undefined };
  if (watching === undefined) {
    const ended = launches.filter((launch) => endedEarly(launch, earlyMs) && (launch.endedAt ?? 0) >= since);
    if (ended.length === 0) return undefined;
    const first = Math.min(...ended.map(({ startedAt }) => startedAt));
    return { brake: { kind: 'watching', since: toSecond(first) } };
  }
  const from = Math.max(watching.since, now - lookbackMs(earlyMs));
  const recent = launches.filter(({ startedAt }) => startedAt >= from);
  if (recent.length === 0) return { brake: undefined };
  const rounds = failedRounds(roundsOf(recent), earlyMs, now);
  if (rounds < FAILED_ROUNDS) return undefined;
  return {
    brake: {
      kind: 'open',
      since: toSecond(now),
      probes: 0,
      probedAt: undefined,
      withoutSemaphore: !hasSemaphore,
    },
    process: 'suspend',
    event: { what: 'opened', rounds, cause: lastCause(recent) },
  };
}

function decideOpen(
  { now, registered, hasSemaphore, launchSuspended, launches }: LaunchSight,
  brake: Open,
): BrakeStep | undefined {
  if (registered) return { brake: undefined, process: 'resume', event: { what: 'closed' } };
  const probing: Open = { ...brake, kind: 'probing', probes: brake.probes + 1, probedAt: toSecond(now) };
  // A person has resumed launches, or the scaler could not suspend them: the next round is a probe.
  if (!launchSuspended) return { brake: { ...probing, withoutSemaphore: !hasSemaphore } };
  // The scaler itself reaches Semaphore again, so agents may, too.
  const semaphoreIsBack = brake.withoutSemaphore && hasSemaphore;
  const pause = PAUSES_MS[Math.min(brake.probes, PAUSES_MS.length - 1)] ?? 0;
  const isDue = now >= (brake.probedAt ?? brake.since) + pause;
  const recent = launches.filter(({ startedAt }) => startedAt > now - WINDOW_MS);
  const mayLaunch = roundsOf(recent).length < MOST_ROUNDS;
  if (!semaphoreIsBack && !(isDue && mayLaunch)) return undefined;
  return {
    brake: { ...probing, withoutSemaphore: !hasSemaphore },
    process: 'resume',
    event: { what: 'probes', cause: lastCause(launches) },
  };
}

function decideProbing(
  { registered, launchSuspended, launches }: LaunchSight,
  brake: Open,
): BrakeStep | undefined {
  if (registered) return { brake: undefined, event: { what: 'closed' } };
  // A person has suspended launches meanwhile. That stays.
  if (launchSuspended) return { brake: undefined, event: { what: 'released' } };
  const probedAt = brake.probedAt ?? brake.since;
  if (!launches.some(({ startedAt }) => startedAt >= probedAt)) return undefined;
  return {
    brake: { ...brake, kind: 'open' },
    process: 'suspend',
    event: { what: 'suspended again' },
  };
}

function lastCause(launches: readonly Launch[]): string | undefined {
  const ended = launches.filter(({ cause }) => cause !== undefined);
  return ended.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0]?.cause;
}

const toSecond = (at: number): number => Math.floor(at / 1_000) * 1_000;
