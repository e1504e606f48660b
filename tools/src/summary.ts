/** The counts of one suite, which jest-results.mjs saves in <project>/test-results/<target>.json. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A test that failed, or a test file that could not run. */
export interface Failure {
  readonly file: string;
  /** The name of the test. @default - none, because the file could not run */
  readonly test?: string;
  readonly message: string;
}

/** The file that jest-results.mjs writes. */
export interface SuiteResult extends Counts {
  readonly failures: readonly Failure[];
}

/** Lines of a failure's message: enough to show what was expected, what was received, and where. */
const LONGEST_MESSAGE = 40;
/** A line of a stack trace outside this repository's code. */
const FOREIGN = /^\s+at (new Promise |.*node_modules)/;

/**
 * Adds up the suites. A target that fails before its tests run leaves no counts. So if the run failed, but no test did, the sum
 * has one failure.
 */
export function total(suites: readonly Counts[], runSucceeded: boolean): Counts {
  const sum = (pick: (counts: Counts) => number) => suites.reduce((all, counts) => all + pick(counts), 0);
  const failed = sum(({ failed }) => failed);
  return {
    passed: sum(({ passed }) => passed),
    failed: !runSucceeded && failed === 0 ? 1 : failed,
    skipped: sum(({ skipped }) => skipped),
  };
}

/** Describes a failure in at most 40 lines and its heading, so that most readers need only the end of the log. */
export function describeFailure({ file, test, message }: Failure): string {
  const lines = message
    .trim()
    .split('\n')
    .filter((line) => !FOREIGN.test(line));
  const left = lines.length - LONGEST_MESSAGE;
  return [
    `✖ ${file}${test === undefined ? '' : ` › ${test}`}`,
    ...lines.slice(0, LONGEST_MESSAGE).map((line) => `    ${line}`.trimEnd()),
    ...(left > 0 ? [`    … ${left} more lines, see above`] : []),
  ].join('\n');
}

/** The last line of a run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
