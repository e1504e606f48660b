import { jest } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import type { Ports } from '../handler.ts';
import type { Sleep } from '../retry.ts';

/** A virtual clock that starts at 0, and a sleep function that advances it. */
export function virtualTime() {
  const clock = new VirtualClock(0);
  const sleep: Sleep = (ms, signal) => clock.run(clock.sleep(ms, signal));
  return { clock, sleep };
}

/** Ports in virtual time. Each call succeeds immediately unless the test mocks a failure. */
export function fakePorts(invocationMs = 60_000) {
  const { clock, sleep } = virtualTime();
  return {
    clock,
    remainingMs: () => invocationMs - clock.now(),
    sleep,
    suspendAzRebalance: jest.fn<Ports['suspendAzRebalance']>(() => Promise.resolve()),
    put: jest.fn<Ports['put']>(() => Promise.resolve(200)),
    logger: { info: jest.fn(), warn: jest.fn(), error: jest.fn() },
  };
}

/** A call that never ends. */
export const never = (): Promise<never> => new Promise(() => undefined);
