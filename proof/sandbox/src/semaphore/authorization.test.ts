import { describe, expect, it } from '@jest/globals';
import { tokenOf } from './authorization.ts';

describe('tokenOf', () => {
  it.each([
    ['Token abc', 'Token', 'abc'],
    ['Bearer abc', 'Bearer', 'abc'],
    // Such a token is well-formed, so the API refuses it with 404 for an unknown token, not with 401.
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
