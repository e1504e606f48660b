import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Jest reporter: writes the result of one suite to <project>/test-results/<target>.json, for test-all.ts and ci/main.ts. */
export default class ResultsFile {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, results) {
    const folder = join(this.rootDir, 'test-results');
    mkdirSync(folder, { recursive: true });
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const result = {
      passed: numPassedTests,
      // A test file that cannot be loaded has no tests, but counts as failed.
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests,
      failures: results.testResults.flatMap(failuresOf),
    };
    writeFileSync(
      join(folder, `${process.env.NX_TASK_TARGET_TARGET ?? 'test'}.json`),
      JSON.stringify(result) + '\n',
    );
  }
}

function failuresOf({ testFilePath, testExecError, failureMessage, testResults }) {
  const file = relative(process.cwd(), testFilePath);
  const ofFile = testExecError ? [{ file, message: stripVTControlCharacters(failureMessage ?? '') }] : [];
  const ofTests = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => ({
      file,
      test: fullName,
      message: stripVTControlCharacters(failureMessages.join('\n')),
    }));
  return [...ofFile, ...ofTests];
}
