import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidHostKeysError } from './errors.ts';
import { MAX_LIST_BYTES, parseHostKeys, sameKeys, sharesKey } from './host-keys.ts';
import { PINNED_HOST_KEYS } from './pinned.ts';
import { ed25519Key, keyLine } from './testing/keys.ts';

const rsaKey = keyLine('ssh-rsa', Buffer.from([1, 0, 1]), Buffer.alloc(257, 3));
const ecdsaPoint = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]);
const ecdsaKey = keyLine('ecdsa-sha2-nistp256', 'nistp256', ecdsaPoint);

describe('parseHostKeys', () => {
  it('accepts each known type', () => {
    const keys = [ed25519Key(1), ecdsaKey, rsaKey];
    expect(parseHostKeys(keys)).toEqual(keys);
  });

  it.each([
    ['a post-quantum key', keyLine('ssh-mldsa65', Buffer.alloc(1952, 5))],
    ['a larger curve', keyLine('ecdsa-sha2-nistp384', 'nistp384', Buffer.alloc(97, 4))],
    ['a vendor-specific type', keyLine('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 5), 'ssh:')],
  ])('accepts %s, which GitHub does not use yet', (_name, key) => {
    expect(parseHostKeys([ed25519Key(1), key])).toEqual([ed25519Key(1), key]);
  });

  it('leaves out keys of types that GitHub does not use yet if the list would otherwise be too long', () => {
    const large = keyLine('ssh-mldsa87', Buffer.alloc(4000, 5));
    expect(parseHostKeys([ed25519Key(1), large, ecdsaKey])).toEqual([ed25519Key(1), ecdsaKey]);
    expect(() => parseHostKeys([large])).toThrow(/expected keys of the types ssh-ed25519/);
  });

  it('drops duplicate keys', () => {
    expect(parseHostKeys([ed25519Key(1), ed25519Key(2), ed25519Key(1)])).toEqual([
      ed25519Key(1),
      ed25519Key(2),
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['undefined', undefined, /non-empty list/],
    ['a string', ed25519Key(1), /non-empty list/],
    ['an object with a length', { length: { toString: null } }, /non-empty list/],
    ['an empty list', [], /non-empty list/],
    ['a list of numbers', [1, 2], /non-empty list/],
    ['an unknown type without a key', [keyLine('ssh-new')], /complete ssh-new key/],
    ['an unknown type with an empty field', [keyLine('ssh-new', 'x', '')], /complete ssh-new key/],
    [
      'an unknown type that is not the type inside the key',
      [keyLine('ssh-new', 'x').replace('new', 'old')],
      /complete ssh-old/,
    ],
    ['an unknown type with a comment', [`${keyLine('ssh-new', 'x')} github`], /does not have the form/],
    ['options before the key', [`cert-authority ${ed25519Key(1)}`], /does not have the form/],
    ['a marker before the key', [`@revoked ${ed25519Key(1)}`], /does not have the form/],
    ['options with a value', [`from="192.0.2.1" ${ed25519Key(1)}`], /start with a key type/],
    ['a tab', [ed25519Key(1).replace(' ', '\t')], /start with a key type/],
    ['two spaces', [ed25519Key(1).replace(' ', '  ')], /does not have the form/],
    ['a line break at the end', [`${ed25519Key(1)}\n`], /does not have the form/],
    ['an invalid second key', [ed25519Key(1), 'nonsense'], /key 2 /],
    ['an empty string', [''], /start with a key type/],
    ['only a type', ['ssh-ed25519'], /complete ssh-ed25519 key/],
    ['a key that is not base64', [`${ed25519Key(1).slice(0, -1)}!`], /does not have the form/],
    ['a key without its padding', [ecdsaKey.replace(/=+$/, '')], /does not have the form/],
    ['a comment after the key', [`${ed25519Key(1)} github`], /does not have the form/],
    ['a host before the key', [`github.com ${ed25519Key(1)}`], /does not have the form/],
    ['a second line', [`${ed25519Key(1)}\nevil.example ${ed25519Key(2)}`], /does not have the form/],
    [
      'a known type that is not the type inside the key',
      [ecdsaKey.replace('ecdsa-sha2-nistp256', 'ssh-ed25519')],
      /complete ssh-ed25519/,
    ],
    ['half a key', [keyLine('ssh-ed25519', Buffer.alloc(16))], /complete ssh-ed25519 key/],
    [
      'a key with an additional field',
      [keyLine('ssh-ed25519', Buffer.alloc(32), 'x')],
      /complete ssh-ed25519 key/,
    ],
    [
      'a truncated length',
      [`ssh-ed25519 ${Buffer.from([0, 0, 1]).toString('base64')}`],
      /complete ssh-ed25519 key/,
    ],
    ['another curve', [keyLine('ecdsa-sha2-nistp256', 'nistp384', ecdsaPoint)], /complete ecdsa/],
    ['a short point', [keyLine('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(64, 4))], /complete ecdsa/],
    ['a weak RSA key', [keyLine('ssh-rsa', Buffer.from([3]), Buffer.alloc(128, 3))], /complete ssh-rsa key/],
  ])('rejects %s', (_name, value, message) => {
    expect(() => parseHostKeys(value)).toThrow(InvalidHostKeysError);
    expect(() => parseHostKeys(value)).toThrow(message);
  });

  it('rejects a list that is too long for a standard SSM parameter, and accepts the longest list that fits', () => {
    const keys = Array.from({ length: 255 }, (_, seed) => ed25519Key(seed));
    const fitting = keys.slice(0, Math.floor((MAX_LIST_BYTES - 1) / (ed25519Key(0).length + 3)));
    expect(parseHostKeys(fitting)).toEqual(fitting);
    expect(() => parseHostKeys(keys.slice(0, fitting.length + 1))).toThrow(/4096/);
  });

  it('throws only InvalidHostKeysError, for any input', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.array(fc.string()),
      fc.array(fc.base64String().map((s) => `ssh-rsa ${s}`)),
    );
    fc.assert(
      fc.property(anything, (value) => {
        try {
          parseHostKeys(value);
          return true;
        } catch (error) {
          return error instanceof InvalidHostKeysError;
        }
      }),
    );
  });
});

describe('sameKeys', () => {
  it.each([
    [['a', 'b'], ['b', 'a'], true],
    [['a', 'a', 'b'], ['b', 'a'], true],
    [[], [], true],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['a'], false],
    [['a', 'b'], ['a', 'c'], false],
  ])('returns for %j and %j: %s', (a, b, same) => {
    expect(sameKeys(a, b)).toBe(same);
  });
});

describe('sharesKey', () => {
  it.each([
    [['a', 'b'], ['b', 'c'], true],
    [['a'], ['b'], false],
    [[], ['b'], false],
    [['a'], [], false],
  ])('returns for %j and %j: %s', (a, b, shares) => {
    expect(sharesKey(a, b)).toBe(shares);
  });
});

describe('the pinned keys', () => {
  it('are valid', () => {
    expect(parseHostKeys(PINNED_HOST_KEYS)).toEqual(PINNED_HOST_KEYS);
  });

  it('have the fingerprints that GitHub publishes', () => {
    const fingerprints = PINNED_HOST_KEYS.map((key) => {
      const [type = '', base64 = ''] = key.split(' ');
      const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
      return [type, `SHA256:${digest.replace(/=$/, '')}`];
    });
    expect(Object.fromEntries(fingerprints)).toEqual({
      'ssh-ed25519': 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
      'ecdsa-sha2-nistp256': 'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM',
      'ssh-rsa': 'SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s',
    });
  });
});
