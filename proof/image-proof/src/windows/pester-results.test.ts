import { describe, expect, it } from '@jest/globals';
import { StepFailure } from '../step.ts';
import { judgePester, pesterResults } from './pester-results.ts';

const good = pesterResults.parse({
  passed: 254,
  failed: 0,
  skipped: 0,
  failures: [],
  coverage: 95,
  missed: ['packer/scripts/finish.ps1:3: x'],
});

describe('judgePester', () => {
  it('prints cases and coverage', () => {
    expect(judgePester(good)).toEqual({
      passed: 254,
      detail: '254 cases, 95 % of files/ and scripts/ run',
    });
  });

  it.each([
    ['a case that failed', { failed: 1, failures: ['start.x: no'] }, /^start\.x: no$/],
    ['cases that were skipped', { skipped: 2 }, /^2 cases were skipped$/],
    ['no cases', { passed: 0 }, /^no case was found$/],
    ['code that no case runs', { coverage: 94.9 }, /94\.9 % .*expected 95 %[^]*finish\.ps1:3: x$/],
  ])('refuses %s', (_what, change, says) => {
    expect(() => judgePester({ ...good, ...change })).toThrow(says);
    expect(() => judgePester({ ...good, ...change })).toThrow(StepFailure);
  });
});
