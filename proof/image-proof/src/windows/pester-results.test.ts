import { describe, expect, it } from '@jest/globals';
import { StepFailure } from '../step.ts';
import { judgePester, pesterResults } from './pester-results.ts';

const goodResults = pesterResults.parse({
  passed: 254,
  failed: 0,
  skipped: 0,
  failures: [],
  coverage: 95,
  missed: ['packer/scripts/finish.ps1:3: x'],
});

describe('judgePester', () => {
  it('returns the number of cases and the coverage', () => {
    expect(judgePester(goodResults)).toEqual({
      passed: 254,
      detail: '254 cases, 95 % of files/ and scripts/ run',
    });
  });

  it.each([
    ['a failed case', { failed: 1, failures: ['start.x: no'] }, /^start\.x: no$/],
    ['skipped cases', { skipped: 2 }, /^2 cases were skipped$/],
    ['results without cases', { passed: 0 }, /^no case was found$/],
    ['too little coverage', { coverage: 94.9 }, /94\.9 % .*expected at least 95 %[^]*finish\.ps1:3: x$/],
  ])('refuses %s', (_what, change, message) => {
    expect(() => judgePester({ ...goodResults, ...change })).toThrow(message);
    expect(() => judgePester({ ...goodResults, ...change })).toThrow(StepFailure);
  });
});
