import * as z from 'zod';
import { StepFailure, type StepResult } from '../step.ts';

/** How much of the scripts the cases have to run. */
const LEAST_COVERAGE = 95;

/** What run.ps1 leaves behind. */
export const pesterResults = z.strictObject({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  failures: z.array(z.string()),
  /** Percent of the commands in files/ and scripts/. */
  coverage: z.number(),
  /** `<file>:<line>: <command>`, for each that no case runs. */
  missed: z.array(z.string()),
});

/** @throws StepFailure when a case failed or was skipped, none ran, or too little of the scripts was run */
export function judgePester(results: z.infer<typeof pesterResults>): StepResult {
  const { passed, skipped, failures, coverage, missed } = results;
  const problems = [
    ...failures,
    ...(skipped > 0 ? [`${skipped} cases were skipped`] : []),
    ...(passed + failures.length === 0 ? ['no case was found'] : []),
    ...(coverage < LEAST_COVERAGE
      ? [
          `the cases run ${coverage} % of files/ and scripts/, expected ${LEAST_COVERAGE} %; not run:\n${missed.join('\n')}`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new StepFailure(passed, problems);
  return { passed, detail: `${passed} cases, ${coverage} % of files/ and scripts/ run` };
}
