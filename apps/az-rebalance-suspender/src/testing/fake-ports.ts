import { jest } from '@jest/globals';
import type { Ports } from '../handler.ts';
import { VirtualTime } from './virtual-time.ts';

/** Ports that succeed at once, in virtual time, unless a test mocks a failure. */
export function fakePorts(invocationMs = 60_000) {
  const time = new VirtualTime();
  return {
    time,
    remainingMs: () => invocationMs - time.nowMs,
    sleep: time.sleep,
    suspendAzRebalance: jest.fn<Ports['suspendAzRebalance']>(() => Promise.resolve()),
    put: jest.fn<Ports['put']>(() => Promise.resolve(200)),
    logger: { info: jest.fn(), warn: jest.fn(), error: jest.fn() },
  };
}
