import { expect, it } from '@jest/globals';
import { withoutRetries } from './without-retries.ts';

it("withoutRetries removes the warnings about retries from pip's output", () => {
  const output = [
    "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'NewConnectionError': /simple/ministack/",
    "WARNING: Retrying (Retry(total=3, connect=None)) after connection broken by 'NewConnectionError': /simple/ministack/",
    'ERROR: No matching distribution found for ministack==1.4.6',
  ].join('\n');
  expect(withoutRetries(output)).toBe('ERROR: No matching distribution found for ministack==1.4.6');
});
