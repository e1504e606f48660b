import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import ResultsFile from './jest-results.mjs';

let rootDir: string;
beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), 'results-'));
});
afterEach(() => rm(rootDir, { recursive: true }));

it('the Jest reporter writes the counts of a suite, and each failure with the name of its test, without colours', async () => {
  const test = (status: string, fullName: string, ...failureMessages: string[]) => ({
    status,
    fullName,
    failureMessages,
  });
  new ResultsFile({ rootDir }).onRunComplete(new Set(), {
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 2,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        testFilePath: join(process.cwd(), 'src/a.test.ts'),
        testResults: [test('passed', 'a works'), test('failed', 'a fails', '\u001B[31mred\u001B[39m')],
      },
      {
        testFilePath: join(process.cwd(), 'src/b.test.ts'),
        testExecError: { message: 'no such module' },
        failureMessage: 'Test suite failed to run',
        testResults: [],
      },
    ],
  });
  const target = process.env['NX_TASK_TARGET_TARGET'] ?? 'test';
  const written = await readFile(join(rootDir, `test-results/${target}.json`), 'utf8');
  expect(JSON.parse(written)).toEqual({
    passed: 1,
    failed: 2,
    skipped: 2,
    failures: [
      { file: 'src/a.test.ts', test: 'a fails', message: 'red' },
      { file: 'src/b.test.ts', message: 'Test suite failed to run' },
    ],
  });
});
