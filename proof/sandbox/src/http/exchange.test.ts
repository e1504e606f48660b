import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testCertificate } from '../testing/certificate.ts';
import { exchange } from './exchange.ts';
import { type Listening, type ServerTls, listen } from './listen.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';

describe('exchange', () => {
  let tls: ServerTls;
  let server: Listening;
  beforeAll(async () => {
    tls = await testCertificate();
  });
  afterEach(() => server.close());

  const post = (body: string, more: Partial<Parameters<typeof exchange>[0]> = {}) =>
    exchange({
      url: `https://127.0.0.1:${server.port}/`,
      method: 'POST',
      headers: {},
      body,
      ca: tls.cert,
      ...more,
    });

  it('gives the status, headers and body of the reply', async () => {
    server = await listen((request, response) => {
      void readBody(request).then((body) =>
        response.writeHead(201, { 'x-a': 'b' }).end(`${request.method} ${body}`),
      );
    }, tls);
    expect(await post('héllo')).toMatchObject({ status: 201, headers: { 'x-a': 'b' }, body: 'POST héllo' });
  });

  it('can send a Host header that differs from the host in the URL', async () => {
    server = await listen((request, response) => response.end(request.headers.host), tls);
    const { body } = await post('', { headers: { host: 'ssm.us-east-1.amazonaws.com' } });
    expect(body).toBe('ssm.us-east-1.amazonaws.com');
  });

  it('rejects on timeout, if aborted, and if the certificate is not trusted', async () => {
    server = await listen(() => undefined, tls);
    await expect(post('', { timeoutMs: 20 })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(post('', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(post('', { ca: undefined })).rejects.toThrow(/self-signed certificate/);
  });

  it('rejects if the server closes the connection in the middle of a reply', async () => {
    server = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    }, tls);
    await expect(post('')).rejects.toThrow(/aborted|socket hang up/);
  });

  it('rejects if the server stops reading the request body because readBody finds it too large', async () => {
    const errors: unknown[] = [];
    server = await listen((request, response) => {
      void readBody(request, 10)
        .catch((error: unknown) => errors.push(error))
        .finally(() => response.destroy());
    }, tls);
    await expect(post('x'.repeat(11))).rejects.toThrow();
    expect(errors[0]).toBeInstanceOf(BodyTooLargeError);
  });
});
