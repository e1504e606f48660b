import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readTestArguments, TEST_HELP } from './test-arguments.ts';

const read = (...args: string[]) => readTestArguments(args, ['config', 'fleet']);

describe('readTestArguments', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['-p', 'fleet'], ['--projects=fleet']],
    [
      ['--projects', 'fleet,config', '--skip-nx-cache'],
      ['--projects=fleet,config', '--skip-nx-cache'],
    ],
    [
      ['--exclude=fleet', '--parallel=2', '--verbose'],
      ['--exclude=fleet', '--parallel=2', '--verbose'],
    ],
  ])('passes %j to Nx as %j', (args, nxOptions) => expect(read(...args)).toEqual({ kind: 'run', nxOptions }));

  it.each([
    [['--project', 'fleet'], /Unknown option '--project'/],
    [['fleet'], /Unexpected argument 'fleet'/],
    [['-p'], /argument missing/],
    [['-p', 'fleet,confg'], /^There is no project 'confg'\. There are: config, fleet\.$/],
    [['--exclude', 'x'], /^There is no project 'x'/],
    [['--parallel', 'all'], /^--parallel: 'all' is not a whole number/],
  ])('refuses %j', (args, problem) =>
    expect(read(...args)).toEqual({ kind: 'wrong', problem: expect.stringMatching(problem) }),
  );
});

describe('npm test', () => {
  const npmTest = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'test-all.ts'), ...args], { encoding: 'utf8' });

  it.each([
    ['--help', 0, { stdout: `${TEST_HELP}\n`, stderr: '' }],
    ['-h', 0, { stdout: `${TEST_HELP}\n`, stderr: '' }],
    ['--hlep', 2, { stdout: '', stderr: expect.stringMatching(/--hlep[^]*see --help/) }],
  ])('%s prints help or a mistake, and runs nothing', (option, status, output) =>
    expect(npmTest(option)).toMatchObject({ status, ...output }),
  );
});
