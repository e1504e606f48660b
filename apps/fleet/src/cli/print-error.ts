import type { Shell } from './shell.ts';
import type { ErrorReport } from './describe-error.ts';

/** Prints an error on standard error, as text or as one JSON object. A remedy may end with a command to copy, so it gets no full stop. */
export function printError(report: ErrorReport, shell: Shell, json: boolean): void {
  if (json) return shell.err(JSON.stringify({ error: report }, undefined, 2));
  shell.err(shell.style('red', report.message));
  if (report.remedy !== undefined) shell.err(`  ${report.remedy}`);
}
