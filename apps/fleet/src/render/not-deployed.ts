import type { FullCommand } from '../cli/full-command.ts';
import type { Fact } from '../observe/fact.ts';
import type { Stack } from '../observe/stack.ts';
import { clock } from './render-entry.ts';
import type { Shell } from '../cli/shell.ts';

/** Whether AWS says that there is no such stack; one that cannot be seen may be there. */
export const isNotDeployed = (stack: Fact<Stack | undefined>): boolean =>
  stack.known && stack.value === undefined;

/** All that there is to say of a fleet that is not deployed: there is nothing to be asked about it. */
export const renderNotDeployed = (
  { fleet, at }: { readonly fleet: string; readonly at: Date },
  { style }: Pick<Shell, 'style'>,
  fullCommand: FullCommand,
): string =>
  [
    `${style('bold', fleet)}  ${style('dim', `not deployed  ${clock(at)} UTC`)}`,
    `  Deploy the fleet: ${fullCommand('deploy')}`,
  ].join('\n');
