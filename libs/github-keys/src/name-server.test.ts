import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { awaitNameServer } from './name-server.ts';

let server: Socket;
let resolver: Resolver;
beforeEach(async () => {
  server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
});
afterEach(() => new Promise<void>((resolve) => server.close(resolve)));

/** Answers each query with this response code and no records. */
function answerWith(code: number): void {
  server.on('message', (query: Buffer, { port, address }: RemoteInfo) => {
    const answer = Buffer.from(query);
    answer.writeUInt16BE(0x8180 | code, 2);
    server.send(answer, port, address);
  });
}

describe('awaitNameServer', () => {
  it.each([
    ['NXDOMAIN', 3],
    ['SERVFAIL', 2],
    ['REFUSED', 5],
  ])('resolves if the name server answers %s', async (_name, code) => {
    answerWith(code);
    await expect(
      awaitNameServer('api.example', AbortSignal.timeout(60_000), resolver),
    ).resolves.toBeUndefined();
  });

  it('cancels the query if the signal aborts', async () => {
    const abort = new AbortController();
    server.on('message', () => abort.abort(new Error('time is up')));
    await expect(awaitNameServer('api.example', abort.signal, resolver)).rejects.toThrow('time is up');
  });
});
