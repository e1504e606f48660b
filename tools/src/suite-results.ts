import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closingLine, describeFailure, total } from './summary.ts';
import type { SuiteResult } from './summary.ts';

const root = join(import.meta.dirname, '../..');

const resultFiles = (): string[] =>
  globSync('{apps/*,libs/*,proof/*,images,images/packer/*,tools}/test-results/*.json', { cwd: root }).sort();

/** Deletes the results of earlier runs. Nx restores the results of suites that it takes from its cache. */
export function clearSuiteResults(): void {
  for (const file of resultFiles()) rmSync(join(root, file));
}

/**
 * Prints the counts of each suite, every failure, and the closing line.
 * @param suitesSucceeded - whether every command that ran suites exited with 0
 * @param others - results of steps that are not suites
 */
export function printSummary(suitesSucceeded: boolean, others: readonly SuiteResult[] = []): void {
  const suites = resultFiles().map((file) => {
    const result = JSON.parse(readFileSync(join(root, file), 'utf8')) as SuiteResult;
    const name = file.replace('/test-results/', ' ').replace('.json', '');
    console.log(`${name.padEnd(36)} ${closingLine(result)}`);
    return result;
  });
  const failures = suites.flatMap((suite) => suite.failures);
  const all = [...failures, ...others.flatMap((other) => other.failures)];
  for (const failure of all) console.log(`\n${describeFailure(failure)}`);
  if (!suitesSucceeded && failures.length === 0)
    console.log('\n✖ A target failed before its tests ran: see "Failed tasks" above.');
  const { passed, failed, skipped } = total(suites, suitesSucceeded);
  const failedSteps = total(others, true).failed;
  console.log(`\n${closingLine({ passed, failed: failed + failedSteps, skipped })}`);
}
