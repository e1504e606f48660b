import type { FullCommand } from '../cli/full-command.ts';
import type { Fact } from '../observe/fact.ts';
import type { Stack } from '../observe/stack.ts';
import { clock } from './render-entry.ts';
import type { Shell } from '../cli/shell.ts';

/** Whether AWS says that there is no such stack. A failed lookup says neither. */
export const isNotDeployed = (stack: Fact<Stack | undefined>): boolean =>
  stack.known && stack.value === undefined;

/** The whole report on a fleet that is not deployed. */
export const renderNotDeployed = (
  { fleet, at }: { readonly fleet: string; readonly at: Date },
  { style }: Pick<Shell, 'style'>,
  fullCommand: FullCommand,
): string =>
  [
    `${style('bold', fleet)}  ${style('dim', `not deployed  ${clock(at)} UTC`)}`,
    `  Deploy the fleet: ${fullCommand('deploy')}`,
  ].join('\n');
