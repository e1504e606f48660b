import { UserError } from '../cli/errors.ts';
import type { Shell } from '../cli/shell.ts';

/** What a deployment needs and does not find in its account and region. */
export interface Lack {
  readonly problem: string;
  readonly remedy: string | undefined;
  /** False if the lookup failed, or if the fleet works without it: then it does not stop a deployment. */
  readonly certain: boolean;
}

/** What a deployment needs is missing: all of it at once, each with its remedy; nothing was changed. */
export class NotReadyError extends UserError {
  override readonly name = 'NotReadyError';

  constructor(lacks: readonly Lack[]) {
    super('deploy', ['nothing was changed', ...lacks.map(renderLack)].join('\n'));
  }
}

/** Tells what is missing, or may be, where that keeps nothing from being done. */
export function warnOf(lacks: readonly Lack[], shell: Shell): void {
  for (const lack of lacks) shell.err(shell.style('yellow', `Warning:\n${renderLack(lack)}`));
}

const renderLack = ({ problem, remedy }: Lack): string =>
  [`  ${problem}`, ...(remedy === undefined ? [] : [`    ${remedy}`])].join('\n');
