import type { Expectation, SecondsBetween } from '../script-case.ts';

/** As retry.sh has it: each wait is random below a bound, in seconds; the last bound holds for all further ones. */
const BOUNDS = [1, 2, 4, 8, 16, 20];
const bound = (index: number): number => BOUNDS[Math.min(index, BOUNDS.length - 1)] ?? 0;
const longest = (count: number): number =>
  Array.from({ length: count }, (_, index) => bound(index)).reduce((sum, seconds) => sum + seconds, 0);

/** How many waits a budget of seconds has at least, however long each is. */
function fewestWaits(seconds: number): number {
  let count = 0;
  while (longest(count) < seconds) count += 1;
  return count;
}

/** The waits of a command that fails so many times. */
export const waits = (count: number): SecondsBetween => ({ atLeast: 0, below: longest(count) + 0.001 });

/** A budget of seconds is used up, and exceeded by less than one wait. */
const usesUp = (seconds: number): SecondsBetween => ({
  atLeast: seconds,
  below: seconds + Math.max(...BOUNDS),
});

const retries = (call: string, seconds: number): Pick<Expectation, 'retried' | 'sleptSeconds'> => ({
  retried: { call, atLeast: fewestWaits(seconds) + 1 },
  sleptSeconds: usesUp(seconds),
});

const BOOT_SECONDS = 90;
const END_SECONDS = 30;

export const BOOT_RETRIES = usesUp(BOOT_SECONDS);
/** How many failures in a row a start survives, however long its waits are. */
export const SURE_RETRIES = fewestWaits(BOOT_SECONDS);

/** The one call that is retried until the start gives up. */
export const retriesForBoot = (call: string): Pick<Expectation, 'retried' | 'sleptSeconds'> =>
  retries(call, BOOT_SECONDS);

/** The one call that is retried until the shutdown hook gives up. */
export const retriesForEnd = (call: string): Pick<Expectation, 'retried' | 'sleptSeconds'> =>
  retries(call, END_SECONDS);
