import { setTimeout as wait } from 'node:timers/promises';

/** Time as an argument, so that tests can control it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after this many milliseconds. Rejects if the signal is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Resolves when the promise resolves, or after `ms` milliseconds. Rejects if the promise rejects or the signal is aborted. */
export async function waitAtMost(
  promise: Promise<void>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const finished = new AbortController();
  const limit = clock
    .sleep(ms, AbortSignal.any([signal, finished.signal]))
    .catch(() => signal.throwIfAborted());
  await Promise.race([promise, limit]).finally(() => finished.abort());
}

/** 24 days. Node's timers fire at once if the time is longer, even if it is infinite. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(Math.min(ms, LONGEST_MS), undefined, signal === undefined ? {} : { signal }),
};
