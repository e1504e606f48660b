import { jest } from '@jest/globals';
import type { Ports } from '../ports.ts';
import { VirtualTime } from './virtual-time.ts';

export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** A world in which everything works at once, in virtual time, until told otherwise. */
export function fakePorts(invocationMs = 60_000) {
  const time = new VirtualTime();
  return {
    time,
    remainingMs: () => invocationMs - time.nowMs,
    sleep: time.sleep,
    suspendAzRebalance: jest.fn<Ports['suspendAzRebalance']>(() => Promise.resolve()),
    isTransient: (error: unknown) => error instanceof TransientError,
    put: jest.fn<Ports['put']>(() => Promise.resolve(200)),
    logger: { info: jest.fn(), warn: jest.fn(), error: jest.fn() },
  };
}

/** What never comes. */
export const never = (): Promise<never> => new Promise(() => undefined);
