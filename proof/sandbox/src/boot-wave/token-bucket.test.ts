import { describe, expect, it } from '@jest/globals';
import { TokenBucket } from './token-bucket.ts';

/** Makes this many requests at the same time. Returns how many get a token. */
const served = (bucket: TokenBucket, now: number, requests: number): number =>
  Array.from({ length: requests }, () => bucket.take(now)).filter(Boolean).length;

describe('TokenBucket', () => {
  it('serves as many requests at once as it holds tokens', () => {
    expect(served(new TokenBucket({ capacity: 10, perSecond: 5 }), 0, 100)).toBe(10);
  });

  it('fills again with time, and never above its capacity', () => {
    const bucket = new TokenBucket({ capacity: 10, perSecond: 5 });
    served(bucket, 0, 10);
    expect(served(bucket, 1_000, 100)).toBe(5);
    expect(served(bucket, 1_100, 100)).toBe(0);
    expect(served(bucket, 1_200, 100)).toBe(1);
    expect(served(bucket, 60_000, 100)).toBe(10);
  });

  it('gives tokens in advance, and says when each will be there', () => {
    const bucket = new TokenBucket({ capacity: 2, perSecond: 2 });
    expect([1, 2, 3, 4].map(() => bucket.takeNext(0))).toEqual([0, 0, 500, 1_000]);
    expect(bucket.takeNext(10_000)).toBe(10_000);
  });
});
