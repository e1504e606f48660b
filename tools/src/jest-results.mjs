import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Jest reporter: leaves the counts of one suite in <project>/test-results/<target>.json for tools/test-all.ts. */
export default class ResultsFile {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, results) {
    const folder = join(this.rootDir, 'test-results');
    mkdirSync(folder, { recursive: true });
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
    const counts = {
      passed: numPassedTests,
      // A suite that cannot even be loaded has no tests of its own, but it failed.
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests,
    };
    writeFileSync(
      join(folder, `${process.env.NX_TASK_TARGET_TARGET ?? 'test'}.json`),
      JSON.stringify(counts) + '\n',
    );
  }
}
