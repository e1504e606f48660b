import { describe, expect, it } from '@jest/globals';
import { closingLine, describeFailure, total } from './summary.ts';

const suite = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

describe('total', () => {
  it.each([
    { what: 'no suites', suites: [], ok: true, sum: suite(0) },
    { what: 'suites without failures', suites: [suite(1, 0, 2), suite(3)], ok: true, sum: suite(4, 0, 2) },
    { what: 'suites with failures', suites: [suite(1, 2), suite(3, 1)], ok: false, sum: suite(4, 3) },
    {
      what: 'a suite, and one failure for a target that broke before its tests',
      suites: [suite(5)],
      ok: false,
      sum: suite(5, 1),
    },
  ])('adds up $what', ({ suites, ok, sum }) => {
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

describe('describeFailure', () => {
  const file = 'apps/x/src/a.test.ts';

  it.each([
    {
      what: 'a failed test',
      failure: { file, test: 'x works', message: 'no' },
      text: `✖ ${file} › x works\n    no`,
    },
    {
      what: 'a test file that could not run',
      failure: { file, message: '\nno\n\nline 2\n' },
      text: `✖ ${file}\n    no\n\n    line 2`,
    },
  ])('names $what and shows its message', ({ failure, text }) => {
    expect(describeFailure(failure)).toBe(text);
  });

  it('shows only the stack frames of this repository', () => {
    const places = [
      '    at x (/w/src/a.ts:1:2)',
      '    at new Promise (<anonymous>)',
      '    at y (/w/node_modules/j/b.js:1:2)',
    ];
    expect(describeFailure({ file, message: ['no', ...places].join('\n') })).toBe(
      `✖ ${file}\n    no\n        at x (/w/src/a.ts:1:2)`,
    );
  });

  it('shortens a long message', () => {
    const message = Array.from({ length: 50 }, (_, line) => `line ${line + 1}`).join('\n');
    const lines = describeFailure({ file, message }).split('\n');
    expect(lines.slice(-2)).toEqual(['    line 40', '    … 10 more lines, see above']);
  });
});
