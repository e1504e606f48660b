/** The counts of one suite, as jest-results.mjs leaves them in <project>/test-results/<target>.json. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

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

/** The one plain line that closes a run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
