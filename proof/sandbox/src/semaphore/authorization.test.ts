import { describe, expect, it } from '@jest/globals';
import { tokenOf } from './authorization.ts';

describe('tokenOf', () => {
  it.each([
    ['Token abc', 'Token', 'abc'],
    ['Bearer abc', 'Bearer', 'abc'],
    // No such token exists, so these end in 404, not in 401.
    ['Token a b', 'Token', 'a b'],
    ['Token ', 'Token', ''],
  ] as const)('takes from %p for %s: %p', (header, scheme, token) => {
    expect(tokenOf(header, scheme)).toBe(token);
  });

  it.each([undefined, '', 'Token', 'abc', 'Bearer abc', 'token abc', 'Token a Token b'])(
    'refuses %p with 401',
    (header) => {
      expect(() => tokenOf(header, 'Token')).toThrow(expect.objectContaining({ status: 401 }));
    },
  );
});
