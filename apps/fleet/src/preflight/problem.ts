import { UserError, type SingleProblem } from '../cli/errors.ts';
import type { Shell } from '../cli/shell.ts';

/** Something that a deployment needs in its account and region, which is missing or could not be checked. */
export interface PreflightProblem {
  readonly problem: string;
  readonly remedy: string | undefined;
  /** True if the fleet cannot work, so that the deployment does not start; false if the lookup failed, or if the fleet may work anyway. */
  readonly certain: boolean;
}

/** The deployment was not started, because of these problems. */
export class NotReadyError extends UserError {
  override readonly name = 'NotReadyError';
  override readonly problems: readonly SingleProblem[];

  constructor(problems: readonly PreflightProblem[]) {
    super('deploy', ['nothing was changed', ...problems.map(renderProblem)].join('\n'));
    this.problems = problems.map(forPrograms);
  }
}

/** A problem as programs read it. */
export const forPrograms = ({ problem, ...rest }: PreflightProblem) => ({ message: problem, ...rest });

/** Prints problems that do not stop the command. */
export function printWarnings(problems: readonly PreflightProblem[], shell: Shell): void {
  for (const each of problems) shell.err(shell.style('yellow', `Warning:\n${renderProblem(each)}`));
}

const renderProblem = ({ problem, remedy }: PreflightProblem): string =>
  [`  ${problem}`, ...(remedy === undefined ? [] : [`    ${remedy}`])].join('\n');
