import { Command } from 'commander';
import { fleetCommand, withYes } from '../cli/common-options.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import type { PruneOptions } from '../images/prune-images.ts';
import type { Shell } from '../shell/shell.ts';

/** `images prune`: what images of agents cost, and what of it is needed. */
export function imagesCommand(shell: Shell): Command {
  return new Command('images').description("looks after the account's images of agents").addCommand(
    withYes(fleetCommand('prune', 'npm run fleet -- images prune --keep 2 --no-dry-run'))
      .description(
        'deletes images that nothing needs, with their snapshots; says only which, unless told to do it',
      )
      .option(
        '--keep <count>',
        'how many of the newest stay, of each os and architecture',
        wholeNumber(1, 1000),
        3,
      )
      .option('--grace-days <days>', 'younger ones stay', wholeNumber(0, 3650), 7)
      .option(
        '--no-old-versions',
        'delete also what only old versions of launch templates name, which no group uses',
      )
      .option('--dry-run', 'only say which go and why', true)
      .option('--no-dry-run', 'delete them')
      .action(async (options: PruneOptions) => {
        const { pruneImages } = await import('../images/prune-images.ts');
        await pruneImages(options, shell);
      }),
  );
}
