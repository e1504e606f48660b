import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  lastingShortage,
  lastingShortageGrowsAt,
  noShortage,
  observeShortage,
  shortageOf,
  summarizeShortage,
  type SpotShortage,
} from './index.ts';

const WINDOW = { windowMs: 90_000, longestGapMs: 30_000 };
const SECOND = 1_000;

/** Looks every ten seconds; the first one is ten seconds after the start. */
function observe(missing: readonly number[], from: SpotShortage = noShortage(0)): SpotShortage {
  return missing.reduce(
    (known, each) => observeShortage(known, each, known.lastAt + 10 * SECOND, WINDOW),
    from,
  );
}
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

describe('the lasting shortage', () => {
  it.each([
    ['is 0 until capacity has been missing for the whole window', times(8, 5), 0],
    ['is what has been missing for the whole window', times(9, 5), 5],
    ['is the least that was missing in the window', [...times(4, 5), 3, ...times(4, 7)], 3],
    ['forgets a smaller shortage from before the window', [3, ...times(9, 7)], 7],
    ['does not count capacity that is missing for less than the window', [...times(9, 5), 60], 5],
    ['is 0 if nothing was missing at one look in the window', [...times(20, 5), 0, ...times(8, 5)], 0],
    [
      'counts again once capacity has been missing for another whole window',
      [...times(20, 5), 0, ...times(9, 5)],
      5,
    ],
  ])('%s', (_, missing, lasting) => {
    expect(lastingShortage(observe(missing))).toBe(lasting);
  });

  it('starts again if nobody has looked for longer than the longest gap', () => {
    const before = observe(times(9, 5));
    expect(lastingShortage(observeShortage(before, 5, before.lastAt + 31 * SECOND, WINDOW))).toBe(0);
    expect(lastingShortage(observeShortage(before, 5, before.lastAt + 30 * SECOND, WINDOW))).toBe(5);
  });

  it("is the least that was missing at any of the window's looks, whatever they saw", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { minLength: 9, maxLength: 60 }), (missing) => {
        const window = missing.slice(-9);
        expect(lastingShortage(observe(missing))).toBe(Math.min(...window));
      }),
    );
  });

  it('keeps at most one look for each number of missing instances', () => {
    const { looks } = observe(Array.from({ length: 1_000 }, (_, index) => index % 7));
    expect(looks.length).toBeLessThanOrEqual(7);
  });

  it('grows once the window has passed', () => {
    const known = observe(times(3, 5));
    const growsAt = lastingShortageGrowsAt(known, WINDOW) ?? 0;
    expect(growsAt).toBe(90 * SECOND);
    const later = observe(times(5, 5), known);
    expect(lastingShortage(observeShortage(later, 5, growsAt - 1, WINDOW))).toBe(0);
    expect(lastingShortage(observeShortage(later, 5, growsAt, WINDOW))).toBe(5);
    expect(lastingShortageGrowsAt(observe(times(9, 5)), WINDOW)).toBeUndefined();
  });
});

describe('the summary for the next invocation', () => {
  it('says since when capacity has been missing, and the least that was missing', () => {
    expect(summarizeShortage(observe([0, 7, 5, 6]))).toEqual({
      since: 10 * SECOND,
      missing: 5,
      seenAt: 40 * SECOND,
    });
  });

  it('is undefined if nothing is missing', () => {
    expect(summarizeShortage(observe([5, 0]))).toBeUndefined();
  });

  it('never makes on-demand instances stand in earlier, nor more of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 })), fc.array(fc.nat({ max: 6 })), (before, after) => {
        const known = observe(before);
        const summary = summarizeShortage(known);
        const next = summary === undefined ? noShortage(known.lastAt) : shortageOf(summary, known.lastAt);
        expect(lastingShortage(observe(after, next))).toBeLessThanOrEqual(
          lastingShortage(observe(after, known)),
        );
      }),
    );
  });
});
