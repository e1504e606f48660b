import { setTimeout as wait } from 'node:timers/promises';

/** Time as an argument, so that tests can control it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason if that is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Waits for a promise, at most this many milliseconds. Rejects with the signal's reason, or with the promise's. */
export async function waitAtMost(
  promise: Promise<void>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const limit = clock.sleep(ms, AbortSignal.any([signal, over.signal])).catch(() => signal.throwIfAborted());
  await Promise.race([promise, limit]).finally(() => over.abort());
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
};
