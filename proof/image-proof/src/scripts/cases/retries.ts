import type { Expectation, SecondsBetween } from '../script-case.ts';

/** The bounds of retry.sh's random waits, in seconds. The last one applies to all further waits. */
const BOUNDS = [1, 2, 4, 8, 16, 20];
const bound = (index: number): number => BOUNDS[Math.min(index, BOUNDS.length - 1)] ?? 0;
const longest = (count: number): number =>
  Array.from({ length: count }, (_, index) => bound(index)).reduce((sum, seconds) => sum + seconds, 0);

/** The smallest number of waits that can use up a budget of seconds. */
function fewestWaits(seconds: number): number {
  let count = 0;
  while (longest(count) < seconds) count += 1;
  return count;
}

/** The sum of the waits of a command that fails `count` times. */
export const waits = (count: number): SecondsBetween => ({ atLeast: 0, below: longest(count) + 0.001 });

/** The sum of the waits of a command that uses up a budget of seconds, and exceeds it by less than one wait. */
const usesUp = (seconds: number): SecondsBetween => ({
  atLeast: seconds,
  below: seconds + Math.max(...BOUNDS),
});

const retries = (call: string, seconds: number): Pick<Expectation, 'retried' | 'sleptSeconds'> => ({
  retried: { call, atLeast: fewestWaits(seconds) + 1 },
  sleptSeconds: usesUp(seconds),
});

/** Expects this call, after as many failures in a row. */
export const retriesOf = (call: string, failures: number): Pick<Expectation, 'retried' | 'sleptSeconds'> => ({
  retried: { call, atLeast: failures + 1 },
  sleptSeconds: waits(failures),
});

const BOOT_SECONDS = 90;
const SHUTDOWN_SECONDS = 30;
const THROTTLED_SECONDS = 600;

export const BOOT_RETRIES = usesUp(BOOT_SECONDS);
/** The number of failures in a row that a start always survives. */
export const SURVIVED_FAILURES = fewestWaits(BOOT_SECONDS);

/** The number of throttled calls in a row that a start always survives. */
export const SURVIVED_THROTTLING = fewestWaits(THROTTLED_SECONDS);

/** Expects retries of this throttled call until the start gives up. */
export const retriesWhileThrottled = (call: string): Pick<Expectation, 'retried' | 'sleptSeconds'> =>
  retries(call, THROTTLED_SECONDS);

/** Expects retries of this call until the start gives up. */
export const retriesForBoot = (call: string): Pick<Expectation, 'retried' | 'sleptSeconds'> =>
  retries(call, BOOT_SECONDS);

/** Expects retries of this call until the shutdown hook gives up. */
export const retriesForShutdown = (call: string): Pick<Expectation, 'retried' | 'sleptSeconds'> =>
  retries(call, SHUTDOWN_SECONDS);
