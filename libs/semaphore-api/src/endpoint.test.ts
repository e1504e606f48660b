import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hostAndPort, parseEndpoint } from './endpoint.ts';

describe('parseEndpoint', () => {
  it.each([
    ['acme.semaphoreci.com', { host: 'acme.semaphoreci.com', port: 443 }],
    ['acme.semaphoreci.com:8443', { host: 'acme.semaphoreci.com', port: 8443 }],
    ['localhost:1', { host: 'localhost', port: 1 }],
    ['127.0.0.1:65535', { host: '127.0.0.1', port: 65_535 }],
    ['[::1]:8443', { host: '::1', port: 8443 }],
    ['[fd00::2]', { host: 'fd00::2', port: 443 }],
  ])('reads %s', (text, endpoint) => {
    expect(parseEndpoint(text)).toEqual(endpoint);
  });

  it.each([
    '',
    ' ',
    'https://acme.semaphoreci.com',
    'acme.semaphoreci.com/',
    'acme.semaphoreci.com/api',
    'user@acme.semaphoreci.com',
    'acme.semaphoreci.com:',
    'acme.semaphoreci.com:0',
    'acme.semaphoreci.com:65536',
    'acme.semaphoreci.com:80a',
    '-acme',
    '::1',
    'a b',
    'acme\n',
  ])('rejects %j, and says what is valid', (text) => {
    expect(() => parseEndpoint(text)).toThrow(
      expect.objectContaining({
        name: 'InvalidEndpointError',
        message: expect.stringContaining('host:port') as unknown,
      }) as unknown as Error,
    );
  });

  it('reads the output of hostAndPort()', () => {
    const hosts = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        expect(parseEndpoint(hostAndPort({ host, port }))).toEqual({ host, port });
      }),
    );
  });
});
