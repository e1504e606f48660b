import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import * as names from './network-names.ts';

type Name = keyof typeof names;

it.each<[Name, string]>([
  ['endpoint', 'acme.semaphoreci.com'],
  ['endpoint', 'semaphore.example.com:8443'],
  ['endpoint', 'localhost:1'],
  ['endpoint', '127.0.0.1:65535'],
  ['organization', 'acme-2'],
  ['cidr', '10.0.0.0/8'],
  ['cidr', '0.0.0.0/0'],
  ['cidr', '203.0.113.7/32'],
  ['cidr', '2001:db8::/32'],
  ['cidr', '::/0'],
])('%s accepts %s', (name, raw) => expect(parse(names[name], raw)).toEqual({ ok: true, value: raw }));

describe('invalid values', () => {
  it.each<[Name, unknown, string | undefined]>([
    ['endpoint', 'https://acme.semaphoreci.com', 'acme.semaphoreci.com'],
    ['endpoint', 'https://acme.semaphoreci.com:8443/api/v1?x=1', 'acme.semaphoreci.com:8443'],
    ['endpoint', 'acme.semaphoreci.com/', 'acme.semaphoreci.com'],
    ['endpoint', 'acme.semaphoreci.com:65536', undefined],
    ['endpoint', 'acme.semaphoreci.com:0', undefined],
    ['endpoint', '-acme.com', undefined],
    ['endpoint', 'a b', undefined],
    ['organization', 'acme.semaphoreci.com', 'acme'],
    ['organization', 'https://acme.semaphoreci.com/projects', 'acme'],
    ['organization', 'acme inc', undefined],
    ['cidr', '203.0.113.7', '203.0.113.7/32'],
    ['cidr', '2001:db8::1', '2001:db8::1/128'],
    ['cidr', '10.0.0.0/33', undefined],
    ['cidr', '10.0.0/8', undefined],
    ['cidr', 'sg-0123456789abcdef0', undefined],
  ])('%s rejects %j', (name, raw, suggestion) =>
    expect(parse(names[name], raw)).toEqual({
      ok: false,
      complaints: [{ given: JSON.stringify(raw), expected: names[name].expected, suggestion }],
    }),
  );
});
