import { describe, expect, it } from '@jest/globals';
import { handle } from './handler.ts';
import { DeliveryError, put, sendResponse } from './response.ts';
import { event, RESPONSE_URL } from './testing/events.ts';
import { fakePorts } from './testing/fake-ports.ts';
import { ResponseServer } from './testing/response-server.ts';

/** A timeout that even a busy machine does not reach. */
const GENEROUS_TIMEOUT_MS = 60_000;

describe('sendResponse', () => {
  it.each([200, 204])('succeeds on %d', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(status);
    await sendResponse(RESPONSE_URL, 'response', ports);
    expect(ports.put.mock.calls).toEqual([[RESPONSE_URL, 'response', 4000]]);
  });

  it.each([500, 503, 429, 408])('retries after %d', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValueOnce(status).mockResolvedValueOnce(status);
    await sendResponse(RESPONSE_URL, 'response', ports);
    expect(ports.put).toHaveBeenCalledTimes(3);
    expect(ports.clock.now()).toBe(250 + 500);
  });

  it('retries if there is no reply', async () => {
    const ports = fakePorts();
    ports.put.mockRejectedValueOnce(new Error('reset'));
    await sendResponse(RESPONSE_URL, 'response', ports);
    expect(ports.put).toHaveBeenCalledTimes(2);
  });

  it.each([301, 400, 403, 404])('does not retry after %d, which is permanent', async (status) => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(status);
    await expect(sendResponse(RESPONSE_URL, 'response', ports)).rejects.toThrow(
      `Could not deliver the response to bucket.s3.example (attempt 1): status ${status}`,
    );
    expect(ports.put).toHaveBeenCalledTimes(1);
  });

  it('throws after five attempts, and names the last problem', async () => {
    const ports = fakePorts();
    ports.put.mockRejectedValue(new Error('refused'));
    const sent = sendResponse(RESPONSE_URL, 'response', ports);
    await expect(sent).rejects.toThrow(DeliveryError);
    await expect(sent).rejects.toThrow('(attempt 5): refused');
  });

  it('stops retrying before the invocation ends', async () => {
    const ports = fakePorts(6000);
    ports.put.mockImplementation(async (_url, _body, timeoutMs) => {
      await ports.sleep(timeoutMs);
      throw new Error('no reply');
    });
    await expect(sendResponse(RESPONSE_URL, 'response', ports)).rejects.toThrow(DeliveryError);
    expect(ports.put.mock.calls.map(([, , timeoutMs]) => timeoutMs)).toEqual([4000, 1500]);
    expect(ports.remainingMs()).toBeGreaterThan(0);
  });

  it('makes one attempt even if no time is left', async () => {
    const ports = fakePorts(0);
    await sendResponse(RESPONSE_URL, 'response', ports);
    expect(ports.put).toHaveBeenCalledTimes(1);
  });
});

describe('put', () => {
  it('sends a request that a presigned URL of CloudFormation accepts', async () => {
    await using server = await ResponseServer.start((response) => response.end());
    expect(await put(server.url, '{"Reason":"ä"}', GENEROUS_TIMEOUT_MS, server)).toBe(200);
    const [{ method, path, headers, body } = {}] = server.received;
    expect({ method, path, body }).toEqual({
      method: 'PUT',
      path: '/response?X-Amz-Signature=secret',
      body: '{"Reason":"ä"}',
    });
    expect(headers).toMatchObject({ 'content-type': '', 'content-length': '15' });
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  it.each([403, 503])('returns the status %d', async (status) => {
    await using server = await ResponseServer.start((response) => response.writeHead(status).end('<Error/>'));
    expect(await put(server.url, '{}', GENEROUS_TIMEOUT_MS, server)).toBe(status);
  });

  it('throws if the server hangs', async () => {
    await using server = await ResponseServer.start(() => undefined);
    await expect(put(server.url, '{}', 100, server)).rejects.toThrow('no reply within 100 ms');
  });

  it.each<[string, string, RegExp]>([
    ['nobody listens', 'https://127.0.0.1:1/', /ECONNREFUSED/],
    ['the host does not exist', 'https://host.invalid/', /ENOTFOUND|EAI_AGAIN|no reply/],
  ])('throws if %s', async (_name, url, message) => {
    await expect(put(url, '{}', GENEROUS_TIMEOUT_MS)).rejects.toThrow(message);
  });

  it('throws if the certificate is not trusted', async () => {
    await using server = await ResponseServer.start((response) => response.end());
    await expect(put(server.url, '{}', GENEROUS_TIMEOUT_MS)).rejects.toThrow(/self-signed/);
  });
});

describe('handle, over a real socket', () => {
  it('delivers the response to a bucket that fails, then drops the connection, then accepts it', async () => {
    await using server = await ResponseServer.start((response, attempt) => {
      if (attempt === 1) response.writeHead(503).end();
      else if (attempt === 2) response.destroy();
      else response.end();
    });
    const ports = {
      ...fakePorts(),
      put: (...[url, body, ms]: Parameters<typeof put>) => put(url, body, ms, server),
    };
    await handle(event('Create', { ResponseURL: server.url }), ports);
    expect(server.received).toHaveLength(3);
    expect(JSON.parse(server.received[2]!.body)).toMatchObject({ Status: 'SUCCESS', RequestId: '9d1c' });
  });
});
