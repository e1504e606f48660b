import type { LaunchBrake } from '@agent-aws-stack/contract';
import { type BrakeStep, type LaunchSight, MINUTE_MS } from './brake-sight.ts';
import { decideClosed, lookbackMs } from './decide-closed.ts';
import { decideOpen, decideProbing, WINDOW_MS } from './decide-open.ts';

/** An instance that lived longer than this did not end early, unless its launch timeout is longer than this. */
const EARLY_MS = 10 * MINUTE_MS;
/** How much longer than its launch timeout an instance can live: the timeout begins a while after the launch, and ends a while before the termination begins. */
const HOOK_MARGIN_MS = MINUTE_MS;

/** If the agent of an instance works, the instance lives longer than this, or Semaphore counts the agent. */
export const earlyMsOf = (launchTimeoutMs = 0): number =>
  Math.max(EARLY_MS, launchTimeoutMs + HOOK_MARGIN_MS);

/** Since when the group's launches must be known. */
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
 * @param earlyMs if the agent of an instance works, the instance lives longer than this, or Semaphore counts the agent
 */
export function decideBrake(sight: LaunchSight, earlyMs: number): BrakeStep | undefined {
  const { brake } = sight;
  if (brake === undefined || brake.kind === 'watching') return decideClosed(sight, brake, earlyMs);
  if (brake.kind === 'probing') return decideProbing(sight, brake);
  return decideOpen(sight, brake);
}
