import { Command } from 'commander';
import { fleetCommand, withFleetOptions, withYes, type FleetOptions } from '../cli/common-options.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import type { BuildImagesOptions } from '../images/build-images.ts';
import type { PruneOptions } from '../images/prune-images.ts';
import { workspaceBuilder, type RunBuilder } from '../images/run-builder.ts';
import type { Shell } from '../shell/shell.ts';

/** `images list|build|prune`: the images that fleets launch, and those that nothing needs. */
export function imagesCommand(shell: Shell, runBuilder: RunBuilder = workspaceBuilder): Command {
  return new Command('images')
    .description("looks after the account's images of agents")
    .addCommand(listCommand(shell))
    .addCommand(buildCommand(shell, runBuilder))
    .addCommand(pruneCommand(shell));
}

function listCommand(shell: Shell): Command {
  return withFleetOptions(fleetCommand('list', 'npm run fleet -- images list --config fleets.json'))
    .description('for each fleet: the image it wants, whether it is there, its age and size')
    .action(async (options: FleetOptions) => {
      const { showImages } = await import('../images/show-images.ts');
      await showImages(options, shell);
    });
}

function buildCommand(shell: Shell, runBuilder: RunBuilder): Command {
  return withYes(
    withFleetOptions(fleetCommand('build', 'npm run fleet -- images build --concurrency 2 --yes')),
  )
    .description('builds each image that the fleets ask for and EC2 lacks; asks first')
    .option('--concurrency <count>', 'images at the same time', wholeNumber(1, 10), 1)
    .action(async (options: BuildImagesOptions) => {
      const { buildImages } = await import('../images/build-images.ts');
      await buildImages(options, shell, runBuilder);
    });
}

function pruneCommand(shell: Shell): Command {
  return withYes(fleetCommand('prune', 'npm run fleet -- images prune --keep 2 --no-dry-run'))
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
    });
}
