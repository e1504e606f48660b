import { expect, it } from '@jest/globals';
import { describePace, fastPace, usualPace } from './pace.ts';

it.each([
  [
    usualPace,
    /^agents sync every 4 to 6 s, as with Semaphore; instances launch in 1 s and boot in 1\.5 s, much faster than on EC2, and then start their agents in 0\.8 s, as in the bench of the boot$/,
  ],
  [
    fastPace,
    /^agents sync every 1 s, faster than with Semaphore, so waiting times are too short; instances /,
  ],
])('describes %j', (pace, text) => {
  expect(describePace(pace)).toMatch(text);
});
