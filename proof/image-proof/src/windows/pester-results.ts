import * as z from 'zod';
import { StepFailure, type StepResult } from '../step.ts';

/** The required coverage, in percent of the scripts' commands. */
const MIN_COVERAGE = 95;

/** The results file of run.ps1. */
export const pesterResults = z.strictObject({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  failures: z.array(z.string()),
  /** Percentage of the commands in files/ and scripts/ that the cases run. */
  coverage: z.number(),
  /** Commands that no case runs, as `<file>:<line>: <command>`. */
  missed: z.array(z.string()),
});

/** @throws StepFailure if a case failed or was skipped, if there was no case, or if the coverage is too low */
export function judgePester(results: z.infer<typeof pesterResults>): StepResult {
  const { passed, skipped, failures, coverage, missed } = results;
  const problems = [
    ...failures,
    ...(skipped > 0 ? [`${skipped} cases were skipped`] : []),
    ...(passed + failures.length === 0 ? ['no case was found'] : []),
    ...(coverage < MIN_COVERAGE
      ? [
          `the cases run ${coverage} % of files/ and scripts/, expected at least ${MIN_COVERAGE} %; not run:\n${missed.join('\n')}`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new StepFailure(passed, problems);
  return { passed, detail: `${passed} cases, ${coverage} % of files/ and scripts/ run` };
}
