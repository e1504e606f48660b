import { describe, expect, it } from '@jest/globals';
import { handle } from './handler.ts';
import { put } from './put.ts';
import { AnswerServer } from './testing/answer-server.ts';
import { event } from './testing/events.ts';
import { fakePorts } from './testing/fake-ports.ts';

/** No busy machine takes as long. */
const UNHURRIED_MS = 60_000;

describe('put', () => {
  it('sends what a presigned address of CloudFormation admits', async () => {
    await using server = await AnswerServer.start((response) => response.end());
    expect(await put(server.url, '{"Reason":"ä"}', UNHURRIED_MS, server)).toBe(200);
    const [{ method, path, headers, body } = {}] = server.received;
    expect({ method, path, body }).toEqual({
      method: 'PUT',
      path: '/answer?X-Amz-Signature=secret',
      body: '{"Reason":"ä"}',
    });
    expect(headers).toMatchObject({ 'content-type': '', 'content-length': '15' });
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  it.each([403, 503])('gives the status %d', async (status) => {
    await using server = await AnswerServer.start((response) => response.writeHead(status).end('<Error/>'));
    expect(await put(server.url, '{}', UNHURRIED_MS, server)).toBe(status);
  });

  it('gives up on a server that hangs', async () => {
    await using server = await AnswerServer.start(() => undefined);
    await expect(put(server.url, '{}', 100, server)).rejects.toThrow('no reply within 100 ms');
  });

  it.each<[string, string, RegExp]>([
    ['nobody listens', 'https://127.0.0.1:1/', /ECONNREFUSED/],
    ['there is no such host', 'https://host.invalid/', /ENOTFOUND|EAI_AGAIN|no reply/],
  ])('throws when %s', async (_name, url, message) => {
    await expect(put(url, '{}', UNHURRIED_MS)).rejects.toThrow(message);
  });

  it('throws when the certificate is not to be trusted', async () => {
    await using server = await AnswerServer.start((response) => response.end());
    await expect(put(server.url, '{}', UNHURRIED_MS)).rejects.toThrow(/self-signed/);
  });
});

describe('handle, over a real socket', () => {
  it('gets its answer through a bucket that fails, cuts and then takes it', async () => {
    await using server = await AnswerServer.start((response, attempt) => {
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
