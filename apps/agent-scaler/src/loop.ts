import type { Clock } from './ports.ts';

export interface LoopOptions {
  readonly clock: Clock;
  /** When the first poll is made, on `clock`. */
  readonly startedAt: number;
  /** Milliseconds from the first poll to a point of the grid, where the later ones are made. */
  readonly phaseMs: number;
  readonly intervalMs: number;
  /** When the last poll is made, as far as is known now. */
  readonly lastPollAt: () => number;
  /** No poll starts any more when it aborts. */
  readonly signal: AbortSignal;
  /** Whether to poll at all at a point of the grid. */
  readonly mayPoll: (now: number) => boolean;
  /** One poll; ends in bounded time and never rejects. */
  readonly poll: () => Promise<void>;
}

/** Of an interval: what arithmetic with fractions of a millisecond may lose, without which a point would be polled at twice. */
const ROUNDING = 1e-6;

/**
 * Polls at once, then at each point of a fixed grid, however long earlier polls take: one that hangs costs itself, not its successors.
 * Points passed while the process was frozen are left out. Resolves when the last poll has ended.
 */
export async function runLoop(options: LoopOptions): Promise<void> {
  const { clock, startedAt, phaseMs, intervalMs, lastPollAt, signal, mayPoll, poll } = options;
  const origin = startedAt + phaseMs;
  const underWay = new Set<Promise<void>>();
  let point = startedAt;
  while (point <= lastPollAt()) {
    await clock.sleep(point - clock.now(), signal);
    if (signal.aborted) break;
    // A timer may fire a fraction of a millisecond early; that must not make a second poll at the same point.
    const now = Math.max(clock.now(), point);
    if (mayPoll(now)) {
      const polling = poll().finally(() => underWay.delete(polling));
      underWay.add(polling);
    }
    const next = origin + (Math.floor((now - origin) / intervalMs + ROUNDING) + 1) * intervalMs;
    // The last poll does not wait for the grid to fit: what follows may be long in coming.
    const last = lastPollAt();
    point = now < last ? Math.min(next, last) : next;
  }
  await Promise.all(underWay);
}
