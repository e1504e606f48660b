import { describe, expect, it } from '@jest/globals';
import { suspend } from './suspend.ts';
import { fakePorts, never, TransientError } from './testing/fake-ports.ts';

const RESERVE_MS = 15_000;

describe('suspend', () => {
  it('tries again what may pass, after longer and longer pauses', async () => {
    const ports = fakePorts();
    const startedMs: number[] = [];
    ports.suspendAzRebalance.mockImplementation(() => {
      startedMs.push(ports.time.nowMs);
      return startedMs.length < 4 ? Promise.reject(new TransientError('not yet')) : Promise.resolve();
    });
    await suspend('group', RESERVE_MS, ports);
    expect(startedMs).toEqual([0, 1000, 3000, 7000]);
    expect(ports.logger.warn).toHaveBeenCalledTimes(3);
  });

  it('throws the last error after five attempts', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockImplementation(() =>
      Promise.reject(new TransientError(`attempt ${ports.suspendAzRebalance.mock.calls.length}`)),
    );
    await expect(suspend('group', RESERVE_MS, ports)).rejects.toThrow('attempt 5');
  });

  it('throws at once what will not pass', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new Error('no such group'));
    await expect(suspend('group', RESERVE_MS, ports)).rejects.toThrow('no such group');
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(1);
    expect(ports.time.nowMs).toBe(0);
  });

  it('begins no pause that would eat into the reserve', async () => {
    const ports = fakePorts(RESERVE_MS + 2500);
    ports.suspendAzRebalance.mockRejectedValue(new TransientError('not yet'));
    await expect(suspend('group', RESERVE_MS, ports)).rejects.toThrow('not yet');
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(2);
    expect(ports.remainingMs()).toBeGreaterThan(RESERVE_MS);
  });

  it('gives up on a call that hangs when only the reserve is left', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockImplementation(never);
    await expect(suspend('group', RESERVE_MS, ports)).rejects.toThrow(
      'on group group: not done within 45000 ms',
    );
    expect(ports.remainingMs()).toBe(RESERVE_MS);
  });
});
