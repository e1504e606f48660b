import { describe, expect, it } from '@jest/globals';
import { tokenOf } from './authorization.ts';

describe('tokenOf', () => {
  it('gives the token', () => {
    expect(tokenOf('Token abc', 'Token')).toBe('abc');
    expect(tokenOf('Bearer abc', 'Bearer')).toBe('abc');
  });

  it.each([undefined, '', 'Token', 'Token ', 'abc', 'Bearer abc', 'Token a b', 'token abc'])(
    'refuses %p with 401',
    (header) => {
      expect(() => tokenOf(header, 'Token')).toThrow(expect.objectContaining({ status: 401 }));
    },
  );
});
