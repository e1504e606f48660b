import { describe, expect, it } from '@jest/globals';
import { rateLimiter } from './rate-limit.ts';

describe('rateLimiter', () => {
  it('lets a burst through, then so many a second', () => {
    const isWithin = rateLimiter({ perSecond: 5, burst: 10 });
    const at = (now: number, count: number) =>
      Array.from({ length: count }, () => isWithin(now)).filter(Boolean).length;
    expect(at(1_000, 20)).toBe(10);
    expect(at(1_199, 5)).toBe(0);
    expect(at(1_200, 5)).toBe(1);
    expect(at(2_200, 20)).toBe(5);
    expect(at(60_000, 20)).toBe(10);
  });
});
