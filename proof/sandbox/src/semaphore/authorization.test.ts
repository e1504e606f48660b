import { describe, expect, it } from '@jest/globals';
import { tokenOf } from './authorization.ts';

describe('tokenOf', () => {
  it.each([
    ['Token abc', 'Token', 'abc'],
    ['Bearer abc', 'Bearer', 'abc'],
    // These are well-formed but unknown tokens, so the API answers 404, not 401.
    ['Token a b', 'Token', 'a b'],
    ['Token ', 'Token', ''],
  ] as const)('reads from %p, with scheme %s, the token %p', (header, scheme, token) => {
    expect(tokenOf(header, scheme)).toBe(token);
  });

  it.each([undefined, '', 'Token', 'abc', 'Bearer abc', 'token abc', 'Token a Token b'])(
    'refuses %p with 401',
    (header) => {
      expect(() => tokenOf(header, 'Token')).toThrow(expect.objectContaining({ status: 401 }));
    },
  );
});
