import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { HostKeysFetchError } from './errors.ts';
import { fetchHostKeys } from './fetch.ts';
import { ed25519Key } from './testing/keys.ts';
import { startMetaServer } from './testing/meta-server.ts';

const keys = [ed25519Key(1), ed25519Key(2)];

function json(body: unknown): (response: ServerResponse) => void {
  return (response) => response.end(JSON.stringify(body));
}

describe('fetchHostKeys', () => {
  it('returns the keys from the meta endpoint', async () => {
    await using server = await startMetaServer(json({ hooks: ['192.0.2.0/24'], ssh_keys: keys }));
    await expect(fetchHostKeys(server)).resolves.toEqual(keys);
  });

  it('sends a user agent, because GitHub rejects requests without one', async () => {
    await using server = await startMetaServer((response) => {
      if (response.req.headers['user-agent'] === 'agent-aws-stack') json({ ssh_keys: keys })(response);
      else response.writeHead(403).end();
    });
    await expect(fetchHostKeys(server)).resolves.toEqual(keys);
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['status 403', (r) => r.writeHead(403).end('{"message":"rate limit"}'), /status 403/],
    ['status 500', (r) => r.writeHead(500).end(), /status 500/],
    ['a redirect', (r) => r.writeHead(302, { location: 'https://localhost:1/meta' }).end(), /status 302/],
    ['an HTML page', (r) => r.end('<html>sign in to the proxy</html>'), /not JSON/],
    ['half a reply', (r) => r.end('{"ssh_keys": ["ssh-ed'), /not JSON/],
    ['an empty reply', (r) => r.end(), /not JSON/],
    ['null', json(null), /non-empty list/],
    ['a reply without keys', json({ hooks: [] }), /non-empty list/],
    ['an empty list', json({ ssh_keys: [] }), /non-empty list/],
    ['an invalid key', json({ ssh_keys: ['ssh-ed25519 AAAA'] }), /public key 1/],
    ['a cut connection', (r) => r.write('{"ssh_keys": [', () => r.destroy()), /aborted|hang up|ECONNRESET/],
    ['a reply that is too long', (r) => r.end('x'.repeat(5_000_000)), /longer than/],
  ])('throws a HostKeysFetchError after %s', async (_name, answer, message) => {
    await using server = await startMetaServer(answer);
    const fetched = fetchHostKeys(server);
    await expect(fetched).rejects.toThrow(HostKeysFetchError);
    await expect(fetched).rejects.toThrow(message);
    await expect(fetched).rejects.toThrow(server.url);
  });

  describe('reports a status other than 200', () => {
    const RATE_LIMITED = {
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1700000000',
      'retry-after': '60',
      'x-github-request-id': 'CAFE:1',
      'set-cookie': 'logged_in=no',
    };

    it('with the body and the headers about the rate limit', async () => {
      await using server = await startMetaServer((r) =>
        r.writeHead(403, RATE_LIMITED).end('{"message":"API rate limit\u001b[2J exceeded",\n"x":1}'),
      );
      await expect(fetchHostKeys(server)).rejects.toThrow(
        `from ${server.url}: status 403 (retry-after: 60, x-ratelimit-limit: 60, x-ratelimit-remaining: 0, ` +
          'x-ratelimit-reset: 1700000000, x-github-request-id: CAFE:1): ' +
          '{"message":"API rate limit [2J exceeded", "x":1}',
      );
    });

    it('with the start of a long body, without waiting for its end', async () => {
      await using server = await startMetaServer((r) => r.writeHead(502).write('y'.repeat(100_000)));
      await expect(fetchHostKeys(server)).rejects.toThrow(new RegExp(`status 502: y{500}…$`));
    });

    it('with the part of the body that arrives', async () => {
      await using server = await startMetaServer((r) =>
        r.writeHead(429, { 'retry-after': '7' }).write('{"mess', () => r.destroy()),
      );
      await expect(fetchHostKeys(server)).rejects.toThrow(/status 429 \(retry-after: 7\): \{"mess$/);
    });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['hangs before the headers', () => undefined],
    ['hangs after the headers', (r) => r.flushHeaders()],
    ['sends one byte at a time', (r) => drip(r)],
  ])('throws at its deadline if the server %s', async (_name, answer) => {
    await using server = await startMetaServer(answer);
    await expect(fetchHostKeys({ ...server, timeoutMs: 150 })).rejects.toThrow(
      /no complete reply within 150 ms/,
    );
  });

  it('does not trust a self-signed certificate', async () => {
    await using server = await startMetaServer(json({ ssh_keys: keys }));
    await expect(fetchHostKeys({ ...server, ca: undefined })).rejects.toThrow(/self-signed certificate/);
  });

  it('names the address if nobody listens there', async () => {
    await expect(fetchHostKeys({ url: 'https://127.0.0.1:1/meta' })).rejects.toThrow(
      'from https://127.0.0.1:1/meta: connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it.each(['http://localhost/meta', 'not an address'])(
    'rejects an address that is not an HTTPS URL: %s',
    async (url) => {
      await expect(fetchHostKeys({ url })).rejects.toThrow(HostKeysFetchError);
    },
  );
});

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
}
