import { describe, expect, it } from '@jest/globals';
import { closingLine, total } from './summary.ts';

const suite = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('total', () => {
  it.each([
    { what: 'nothing', suites: [], ok: true, sum: suite(0) },
    { what: 'suites', suites: [suite(1, 0, 2), suite(3)], ok: true, sum: suite(4, 0, 2) },
    { what: 'failures', suites: [suite(1, 2), suite(3, 1)], ok: false, sum: suite(4, 3) },
    { what: 'a target that broke before its tests', suites: [suite(5)], ok: false, sum: suite(5, 1) },
  ])('of $what', ({ suites, ok, sum }) => {
    expect(total(suites, ok)).toEqual(sum);
  });
});

describe('closingLine', () => {
  it.each([
    { counts: suite(12), line: '12 passed, 0 failed' },
    { counts: suite(12, 1, 3), line: '12 passed, 1 failed, 3 skipped' },
  ])('$line', ({ counts, line }) => {
    expect(closingLine(counts)).toBe(line);
  });
});
