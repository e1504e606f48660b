/** A bucket of tokens: so many requests a second, and a burst. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Gives a function that says whether a request at this moment (ms) is within the limit, and counts it. */
export function rateLimiter({ perSecond, burst }: RateLimit): (now: number) => boolean {
  let tokens = burst;
  let last: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (last ?? now)) / 1000) * perSecond);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
