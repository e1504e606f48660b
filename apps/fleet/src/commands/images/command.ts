import { IMAGE_FAMILIES, type ImageFamily } from '@agent-aws-stack/contract';
import { Argument, Command } from 'commander';
import { fleetCommand, withFleetOptions, withYes, type FleetOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import { wholeNumber } from '../../cli/whole-number.ts';
import {
  buildOneImage,
  ONE_IMAGE_OPTIONS,
  refuseWithoutFamily,
  type OneImageOptions,
} from './build-one-image.ts';
import type { BuildImagesOptions } from './build-images.ts';
import type { PruneOptions } from './prune-images.ts';
import { installedBuilder, type RunBuilder } from './run-builder.ts';
import type { Shell } from '../../cli/shell.ts';

/** `images list|build|prune`: lists and builds the images that fleets launch, and deletes unused ones. */
export function imagesCommand(shell: Shell, runBuilder: RunBuilder = installedBuilder): Command {
  return new Command('images')
    .description("lists, builds and deletes the account's agent images")
    .addCommand(listCommand(shell))
    .addCommand(buildCommand(shell, runBuilder))
    .addCommand(pruneCommand(shell));
}

function listCommand(shell: Shell): Command {
  return withFleetOptions(fleetCommand('list', 'images list --config fleets.json'))
    .description('shows for each fleet the image it needs, whether it exists, its age and size')
    .action(
      runIn(shell, async (shell, options: FleetOptions) => {
        const { showImages } = await import('./show-images.ts');
        await showImages(options, shell);
      }),
    );
}

function buildCommand(shell: Shell, runBuilder: RunBuilder): Command {
  const command = withYes(withFleetOptions(fleetCommand('build', 'images build --concurrency 2 --yes')))
    .description(
      'asks, then builds every image that the fleets need and the account does not have; with a family, builds that image',
    )
    .addArgument(new Argument('[family]', 'build one image of this family').choices(IMAGE_FAMILIES))
    .option('--concurrency <count>', 'images to build at the same time', wholeNumber(1, 10), 1);
  for (const option of ONE_IMAGE_OPTIONS) command.addOption(option);
  return command.action(
    runIn(
      shell,
      async (shell, family: ImageFamily | undefined, options: BuildImagesOptions & OneImageOptions) => {
        if (family !== undefined) return await buildOneImage(family, options, shell, runBuilder);
        refuseWithoutFamily(options);
        const { buildImages } = await import('./build-images.ts');
        await buildImages(options, shell, runBuilder);
      },
    ),
  );
}

function pruneCommand(shell: Shell): Command {
  return withYes(fleetCommand('prune', 'images prune --keep 2 --no-dry-run'))
    .description('deletes unused images and their snapshots; only lists them unless --no-dry-run is given')
    .option(
      '--keep <count>',
      'how many of the newest to keep per OS and architecture',
      wholeNumber(1, 1000),
      3,
    )
    .option('--grace-days <days>', 'keep images younger than this', wholeNumber(0, 3650), 7)
    .option(
      '--no-old-versions',
      'also delete images that are named only in old, unused versions of launch templates',
    )
    .option('--dry-run', 'only list what would be deleted, and why', true)
    .option('--no-dry-run', 'delete them')
    .action(
      runIn(shell, async (shell, options: PruneOptions) => {
        const { pruneImages } = await import('./prune-images.ts');
        await pruneImages(options, shell);
      }),
    );
}
