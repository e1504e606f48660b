import type { Clock } from './ports.ts';

export interface LoopOptions {
  readonly clock: Clock;
  /** When the first poll is made, on `clock`. */
  readonly startedAt: number;
  /** Milliseconds from the first poll to a point of the grid, where the later ones are made. */
  readonly phaseMs: number;
  readonly intervalMs: number;
  /** When the last poll starts, as far as is known now. */
  readonly lastPollAt: () => number;
  /** No poll starts after it has aborted. */
  readonly signal: AbortSignal;
  /** Whether to poll at this point of the grid. */
  readonly mayPoll: (now: number) => boolean;
  /** One poll; ends in bounded time and never rejects. */
  readonly poll: () => Promise<void>;
}

/** Tolerance for floating-point errors, as a share of the interval. Without it a point could be polled twice. */
const ROUNDING = 1e-6;

/**
 * Polls at once, then at each point of a fixed grid. A poll that hangs does not delay the next ones. Points that passed while
 * Lambda had frozen the process are skipped. Resolves when all polls have ended.
 */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { clock, startedAt, phaseMs, intervalMs, lastPollAt, signal, mayPoll, poll } = options;
  const origin = startedAt + phaseMs;
  const underWay = new Set<Promise<void>>();
  let point = startedAt;
  while (point <= lastPollAt()) {
    await clock.sleep(point - clock.now(), signal);
    if (signal.aborted) break;
    // A timer may fire a fraction of a millisecond early, which must not cause a second poll at the same point.
    const now = Math.max(clock.now(), point);
    if (mayPoll(now)) {
      const polling = poll().finally(() => underWay.delete(polling));
      underWay.add(polling);
    }
    const next = origin + (Math.floor((now - origin) / intervalMs + ROUNDING) + 1) * intervalMs;
    // The last poll does not wait for the next point: with polls every 30 s, the loop would end before the lease is read.
    const last = lastPollAt();
    point = now < last ? Math.min(next, last) : next;
  }
  await Promise.all(underWay);
}
