import { describe, expect, it } from '@jest/globals';
import { commandLimitProblems, concurrencyProblems } from './goss-limits.ts';

describe('commandLimitProblems', () => {
  it.each([
    [
      'finds a command without a timeout',
      { exec: 'true' },
      ['image.yaml: aws: timeout 10000, expected at least 30000'],
    ],
    [
      'finds a timeout that is too short',
      { timeout: 20_000 },
      ['image.yaml: aws: timeout 20000, expected at least 30000'],
    ],
    ['accepts the shortest sufficient timeout', { timeout: 30_000 }, []],
    ['accepts a longer timeout', { timeout: 60_000 }, []],
  ])('%s', (_, aws, problems) => {
    expect(commandLimitProblems('image.yaml', { file: {}, command: { aws } })).toEqual(problems);
  });

  it('accepts a file without commands', () => {
    expect(commandLimitProblems('image.yaml', { file: {} })).toEqual([]);
  });
});

describe('concurrencyProblems', () => {
  it.each([
    [
      'finds a call without a limit',
      'goss --gossfile build.yaml validate',
      ['check.sh: runs goss without --max-concurrent 1'],
    ],
    [
      'finds a limit of ten',
      'goss --gossfile build.yaml validate --max-concurrent 10',
      ['check.sh: runs goss without --max-concurrent 1'],
    ],
    ['accepts a limit of one', 'goss --gossfile build.yaml validate --max-concurrent 1', []],
    [
      'accepts a limit of one in PowerShell',
      "'--gossfile', 'build.yaml', 'validate', '--max-concurrent', '1'",
      [],
    ],
    ['ignores a comment', '  # goss --gossfile live.yaml validate', []],
  ])('%s', (_, text, problems) => {
    expect(concurrencyProblems([{ path: 'check.sh', text }])).toEqual(problems);
  });
});
