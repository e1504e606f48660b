import { describe, expect, it } from '@jest/globals';
import { commandLimitProblems, concurrencyProblems } from './goss-limits.ts';

describe('what a Goss file allows a command', () => {
  it.each([
    ['no limit of its own', { exec: 'true' }, ['image.yaml: aws: timeout 10000, expected at least 30000']],
    [
      'less than a cold start',
      { timeout: 20_000 },
      ['image.yaml: aws: timeout 20000, expected at least 30000'],
    ],
    ['a cold start', { timeout: 30_000 }, []],
    ['more', { timeout: 60_000 }, []],
  ])('%s', (_, aws, problems) => {
    expect(commandLimitProblems('image.yaml', { file: {}, command: { aws } })).toEqual(problems);
  });

  it('has no commands', () => {
    expect(commandLimitProblems('image.yaml', { file: {} })).toEqual([]);
  });
});

describe('how many checks Goss runs at once', () => {
  it.each([
    [
      'as many as it likes',
      'goss --gossfile build.yaml validate',
      ['check.sh: runs goss without --max-concurrent 1'],
    ],
    [
      'ten',
      'goss --gossfile build.yaml validate --max-concurrent 10',
      ['check.sh: runs goss without --max-concurrent 1'],
    ],
    ['one', 'goss --gossfile build.yaml validate --max-concurrent 1', []],
    ['one, in PowerShell', "'--gossfile', 'build.yaml', 'validate', '--max-concurrent', '1'", []],
    ['not at all, in a comment', '  # goss --gossfile live.yaml validate', []],
  ])('%s', (_, text, problems) => {
    expect(concurrencyProblems([{ path: 'check.sh', text }])).toEqual(problems);
  });
});
