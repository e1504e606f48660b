/** Runs everything that must pass before a change lands, and prints one summary. `.ci/run` calls it after `npm ci`. */
import { join } from 'node:path';
import { clearSuiteResults, printSummary } from '../suite-results.ts';
import { LANES } from './lanes.ts';
import { runLanes } from './run-lanes.ts';
import type { EndedStep } from './step.ts';

const logs = join(import.meta.dirname, '../../../.sandbox/ci');
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

function report({ step, exitCode, output, seconds, cpuSeconds }: EndedStep): void {
  const failed = exitCode === 0 ? '' : `, failed with exit code ${exitCode}`;
  console.log(
    `\n==> ${step.name} (${clock(seconds)}, CPU ${clock(cpuSeconds)}, ended at ${clock(performance.now() / 1_000)}${failed})\n`,
  );
  process.stdout.write(output);
}

clearSuiteResults();
const ended = await runLanes(LANES, logs, report);
const failed = ended.filter(({ exitCode }) => exitCode !== 0).map(({ step }) => step);
console.log('\n==> Summary\n');
printSummary(
  failed.every((step) => !step.runsSuites),
  failed
    .filter((step) => !step.runsSuites)
    .map(({ name }) => ({
      ...{ passed: 0, failed: 1, skipped: 0 },
      failures: [{ file: name, message: 'see its output above' }],
    })),
);
// 10 tells .ci/run that the closing line has been printed.
process.exitCode = failed.length > 0 ? 10 : 0;
