import type { Clock } from './ports.ts';

export interface LoopOptions {
  readonly clock: Clock;
  /** When the first poll starts, on `clock`. */
  readonly startedAt: number;
  /** Milliseconds from the first poll to the first point of the grid. All later polls, except the last, start at points of the grid. */
  readonly phaseMs: number;
  readonly intervalMs: number;
  /** When the last poll starts. Called before each poll, because the time becomes later if the successor is missing. */
  readonly lastPollAt: () => number;
  /** Whether polls must come at least every three seconds, whatever the interval is. @default - they need not */
  readonly hurries?: () => boolean;
  /** Aborts when no further poll should start. */
  readonly signal: AbortSignal;
  /** False skips the poll at this point of the grid. */
  readonly mayPoll: (now: number) => boolean;
  /** Makes one poll. Must end in bounded time and never reject. */
  readonly poll: () => Promise<void>;
}

/** Tolerance for floating-point errors, as a share of the interval. Without it a point could be polled twice. */
const ROUNDING = 1e-6;
/** Pause between polls that must hurry. If the next point of the grid is at most 1.5 times this pause away, the next poll is at that point. */
const HURRY_MS = 2_000;

/**
 * Polls immediately, then at each point of a fixed grid, and a last time at `lastPollAt`. A poll that hangs does not delay
 * the next ones. Points that passed while Lambda had frozen the process are skipped. Resolves when all polls have ended.
 */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { clock, startedAt, phaseMs, intervalMs, lastPollAt, hurries, signal, mayPoll, poll } = options;
  const origin = startedAt + phaseMs;
  const inProgress = new Set<Promise<void>>();
  let point = startedAt;
  while (point <= lastPollAt()) {
    const sleptAt = clock.now();
    const wakeAt = point - sleptAt > 1.5 * HURRY_MS ? sleptAt + HURRY_MS : point;
    await clock.sleep(wakeAt - sleptAt, signal);
    if (signal.aborted) break;
    if (wakeAt < point && hurries?.() !== true) continue;
    // A timer may fire a fraction of a millisecond early, which must not cause a second poll at the same point.
    const now = Math.max(clock.now(), wakeAt);
    if (mayPoll(now)) {
      const polling = poll().finally(() => inProgress.delete(polling));
      inProgress.add(polling);
    }
    const next = origin + (Math.floor((now - origin) / intervalMs + ROUNDING) + 1) * intervalMs;
    // Poll when the last poll is due, even if the next point of the grid is later. Otherwise, with polls every 30 s, the loop
    // could end before the lease was read.
    const last = lastPollAt();
    point = now < last ? Math.min(next, last) : next;
  }
  await Promise.all(inProgress);
}
