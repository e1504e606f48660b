import type { FullCommand } from '../cli/full-command.ts';
import { clock } from './render-entry.ts';
import type { Shell } from '../cli/shell.ts';

/** The report on a fleet that is not deployed. */
export const renderNotDeployed = (
  { fleet, at }: { readonly fleet: string; readonly at: Date },
  { style }: Pick<Shell, 'style'>,
  fullCommand: FullCommand,
): string =>
  [
    `${style('bold', fleet)}  ${style('dim', `not deployed, as of ${clock(at)} UTC`)}`,
    `  Deploy the fleet: ${fullCommand('deploy')}`,
  ].join('\n');
