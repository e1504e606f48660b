import { describe, expect, it } from '@jest/globals';
import { deliver } from './deliver.ts';
import { DeliveryError } from './errors.ts';
import { RESPONSE_URL } from './testing/events.ts';
import { fakePorts } from './testing/fake-ports.ts';

describe('deliver', () => {
  it.each([200, 204])('is content with %d', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(status);
    await deliver(RESPONSE_URL, 'answer', ports);
    expect(ports.put.mock.calls).toEqual([[RESPONSE_URL, 'answer', 4000]]);
  });

  it.each([500, 503, 429, 408])('tries again after %d', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValueOnce(status).mockResolvedValueOnce(status);
    await deliver(RESPONSE_URL, 'answer', ports);
    expect(ports.put).toHaveBeenCalledTimes(3);
    expect(ports.time.nowMs).toBe(250 + 500);
  });

  it('tries again when there is no reply', async () => {
    const ports = fakePorts();
    ports.put.mockRejectedValueOnce(new Error('reset'));
    await deliver(RESPONSE_URL, 'answer', ports);
    expect(ports.put).toHaveBeenCalledTimes(2);
  });

  it.each([301, 400, 403, 404])('throws at once on %d: another attempt gets the same', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(status);
    await expect(deliver(RESPONSE_URL, 'answer', ports)).rejects.toThrow(
      `did not reach bucket.s3.example in 1 attempts: it answered ${status}`,
    );
    expect(ports.put).toHaveBeenCalledTimes(1);
  });

  it('throws after five attempts, with the last problem', async () => {
    const ports = fakePorts();
    ports.put.mockRejectedValue(new Error('refused'));
    const delivered = deliver(RESPONSE_URL, 'answer', ports);
    await expect(delivered).rejects.toThrow(DeliveryError);
    await expect(delivered).rejects.toThrow('in 5 attempts: refused');
  });

  it('ends before the invocation does, however little time is left', async () => {
    const ports = fakePorts(6000);
    ports.put.mockImplementation(async (_url, _body, timeoutMs) => {
      await ports.sleep(timeoutMs);
      throw new Error('no reply');
    });
    await expect(deliver(RESPONSE_URL, 'answer', ports)).rejects.toThrow(DeliveryError);
    expect(ports.put.mock.calls.map(([, , timeoutMs]) => timeoutMs)).toEqual([4000, 1500]);
    expect(ports.remainingMs()).toBeGreaterThan(0);
  });

  it('makes its one attempt even when time has run out', async () => {
    const ports = fakePorts(0);
    await deliver(RESPONSE_URL, 'answer', ports);
    expect(ports.put).toHaveBeenCalledTimes(1);
  });
});
