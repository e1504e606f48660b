import { describe, expect, it } from '@jest/globals';
import { tokenOf } from './authorization.ts';

describe('tokenOf', () => {
  it.each([
    ['Token abc', 'Token', 'abc'],
    ['Bearer abc', 'Bearer', 'abc'],
    // A token with a space is well-formed, so the API refuses it as unknown (404), not as malformed (401).
    ['Token a b', 'Token', 'a b'],
    ['Token ', 'Token', ''],
  ] as const)('given the header %p and the scheme %s, reads the token %p', (header, scheme, token) => {
    expect(tokenOf(header, scheme)).toBe(token);
  });

  it.each([undefined, '', 'Token', 'abc', 'Bearer abc', 'token abc', 'Token a Token b'])(
    'refuses %p with 401',
    (header) => {
      expect(() => tokenOf(header, 'Token')).toThrow(expect.objectContaining({ status: 401 }));
    },
  );
});
