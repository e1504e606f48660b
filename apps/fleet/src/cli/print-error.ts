import type { Shell } from './shell.ts';
import type { ErrorReport } from './describe-error.ts';

/** Prints an error on standard error. A remedy may end with a command to copy, so it gets no full stop. */
export function printError(report: ErrorReport, shell: Shell): void {
  shell.err(shell.style('red', report.message));
  if (report.remedy !== undefined) shell.err(`  ${report.remedy}`);
}
