import { describe } from './describe.ts';
import type { Ports } from './ports.ts';
import { within } from './within.ts';

const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 1000;

export type SuspendPorts = Pick<
  Ports,
  'remainingMs' | 'sleep' | 'suspendAzRebalance' | 'isTransient' | 'logger'
>;

/**
 * Suspends AZRebalance on the group, trying again what may pass.
 * @param reserveMs of the invocation's time that must be left at the end
 * @throws what the last attempt threw, or OutOfTimeError
 */
export async function suspend(groupName: string, reserveMs: number, ports: SuspendPorts): Promise<void> {
  const { remainingMs, sleep, suspendAzRebalance, isTransient, logger } = ports;
  const timeLeftMs = (): number => remainingMs() - reserveMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const task = `suspending AZRebalance on group ${groupName}`;
      return await within(timeLeftMs(), task, suspendAzRebalance(groupName), ports);
    } catch (error) {
      const pauseMs = FIRST_PAUSE_MS * 2 ** (attempt - 1);
      if (!isTransient(error) || attempt === MAX_ATTEMPTS || pauseMs >= timeLeftMs()) throw error;
      logger.warn('AZRebalance not suspended, trying again', {
        groupName,
        attempt,
        pauseMs,
        problem: describe(error),
      });
      await sleep(pauseMs);
    }
  }
}
