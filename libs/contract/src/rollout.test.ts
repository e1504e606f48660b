import { describe, expect, it } from '@jest/globals';
import {
  isRetired,
  readRollout,
  rollingShare,
  rolloutBucket,
  writeRollout,
  type Rollout,
} from './rollout.ts';

const startedAt = Date.parse('2026-03-01T10:00:00Z');
const ROLLOUT: Rollout = {
  ...{ revision: 'ami-1-0af1', spreadMinutes: 10, sharePercent: 10 },
  ...{ startedAt, pausedAt: undefined },
};
const minutes = (count: number) => startedAt + count * 60_000;

describe('the rollout document', () => {
  it.each([
    [{}, '{"revision":"ami-1-0af1","spreadMinutes":10,"sharePercent":10,"startedAt":"2026-03-01T10:00:00Z"}'],
    [{ startedAt: undefined }, '{"revision":"ami-1-0af1","spreadMinutes":10,"sharePercent":10}'],
    [
      { startedAt: undefined, pausedAt: minutes(1) },
      '{"revision":"ami-1-0af1","spreadMinutes":10,"sharePercent":10,"pausedAt":"2026-03-01T10:01:00Z"}',
    ],
  ])('with %j is %s, and is read as it was written', (change, text) => {
    const rollout = { ...ROLLOUT, ...change };
    expect(writeRollout(rollout)).toBe(text);
    expect(readRollout(text)).toEqual(rollout);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"revision":"a b","spreadMinutes":10,"sharePercent":10}',
    '{"revision":"a","spreadMinutes":-1,"sharePercent":10}',
    '{"revision":"a","spreadMinutes":"10","sharePercent":10}',
    '{"revision":"a","spreadMinutes":10,"sharePercent":0}',
    '{"revision":"a","spreadMinutes":10,"sharePercent":101}',
    '{"revision":"a","spreadMinutes":10,"sharePercent":10,"startedAt":"yesterday"}',
    '{"revision":"a","spreadMinutes":10,"sharePercent":10,"pausedAt":"2026-13-01T10:00:00Z"}',
  ])('is invalid: %s', (text) => {
    expect(readRollout(text)).toBeUndefined();
  });
});

describe('the share of a rollout', () => {
  it.each([
    [-5, 10],
    [0, 10],
    [1, 19],
    [5, 55],
    [9.99, 99],
    [10, 100],
    [999, 100],
  ])('after %d minutes is %d percent', (elapsed, share) => {
    expect(rollingShare(ROLLOUT, { writtenAt: 0, now: minutes(elapsed) })).toBe(share);
  });

  it('grows from the time at which the parameter was written, unless the document names another time', () => {
    const times = { writtenAt: minutes(5), now: minutes(10) };
    expect(rollingShare({ ...ROLLOUT, startedAt: undefined }, times)).toBe(55);
    expect(rollingShare(ROLLOUT, times)).toBe(100);
  });

  it('is 100 percent at once without a spread, and does not grow during a pause', () => {
    const times = { writtenAt: 0, now: minutes(8) };
    expect(rollingShare({ ...ROLLOUT, spreadMinutes: 0 }, { writtenAt: 0, now: startedAt })).toBe(100);
    expect(rollingShare({ ...ROLLOUT, pausedAt: minutes(2) }, times)).toBe(28);
  });
});

describe('an instance of a rollout', () => {
  const id = 'i-0a';
  const times = (elapsed: number) => ({ writtenAt: 0, now: minutes(elapsed) });

  it('has the bucket that the images compute', () => {
    expect(['i-0123456789abcdef0', 'i-0a', 'i-0b'].map(rolloutBucket)).toEqual([38, 76, 77]);
  });

  it('is in one of the first ten of 100 buckets in a tenth of all cases', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `i-${index.toString(16).padStart(17, '0')}`);
    expect(ids.filter((each) => rolloutBucket(each) < 10).length / 10_000).toBeCloseTo(0.1, 2);
  });

  const old = { id, revision: 'old', launchedAt: -1 };

  it('leaves once the share is higher than its bucket', () => {
    const dueAt = Math.ceil(((rolloutBucket(id) + 1 - 10) / 90) * 10 * 60) / 60;
    expect(isRetired(old, ROLLOUT, times(dueAt - 0.1))).toBe(false);
    expect(isRetired(old, ROLLOUT, times(dueAt))).toBe(true);
  });

  it.each([
    ['leaves if it was launched five minutes after the rollout was written', 5, true],
    [
      'stays if it was launched more than five minutes after the rollout was written, because its successor would have to leave too',
      5.01,
      false,
    ],
  ])('%s', (_what, launched, leaves) => {
    // The start comes from a user's clock that is two hours slow. Only the time of writing must count.
    const rollout = { ...ROLLOUT, startedAt: minutes(-120) };
    const written = { writtenAt: minutes(0), now: minutes(600) };
    expect(isRetired({ ...old, launchedAt: minutes(launched) }, rollout, written)).toBe(leaves);
  });

  it('stays if it has the revision, or during a pause', () => {
    expect(isRetired({ ...old, revision: ROLLOUT.revision }, ROLLOUT, times(99))).toBe(false);
    expect(isRetired(old, { ...ROLLOUT, pausedAt: minutes(98) }, times(99))).toBe(false);
  });
});
