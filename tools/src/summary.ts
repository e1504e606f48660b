/** The counts of one suite, as jest-results.mjs leaves them in <project>/test-results/<target>.json. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A test that failed, or a file of tests that could not be run. */
export interface Failure {
  readonly file: string;
  /** @default - none of the file's tests ran */
  readonly test?: string;
  readonly message: string;
}

/** What jest-results.mjs leaves behind. */
export interface SuiteResult extends Counts {
  readonly failures: readonly Failure[];
}

/** Lines of a failure's message: enough for what was expected and received, and where. */
const LONGEST_MESSAGE = 40;
/** A place in a stack that is not ours. */
const FOREIGN = /^\s+at (new Promise |.*node_modules)/;

/**
 * Adds the suites up. A target that broke before any of its tests ran left no counts behind; the run's own failure
 * then counts as one, so that a summary never hides it.
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

/** A failure as it reads in a log of which perhaps nothing but the end is left. */
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

/** The one plain line that closes a run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
