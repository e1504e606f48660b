import { Images } from '@agent-aws-stack/aws-clients/ec2';
import { awsClients } from '../../aws/clients.ts';
import type { ChangeOptions, FleetOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { chosenFleets } from '../../fleets/chosen-fleets.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { fleetImages } from './fleet-images.ts';
import type { RunBuilder } from './run-builder.ts';
import { isMissing, jsonOf, renderImages } from './show-images.ts';

export interface BuildImagesOptions extends FleetOptions, ChangeOptions {
  /** How many images to build at the same time. */
  readonly concurrency: number;
}

/**
 * Prints the fleets' images, asks for confirmation if some are missing, then runs the image builder for all images that are found by name. The
 * builder builds the missing ones, waits for pending ones, and fails if an existing image was built with variables other than the current ones.
 * @throws AwsError, UserError, ConfigurationError
 */
export async function buildImages(
  options: BuildImagesOptions,
  shell: Shell,
  runBuilder: RunBuilder,
): Promise<void> {
  const { json, yes, fleet, concurrency } = options;
  const fleets = chosenFleets(options, shell);
  const clients = awsClients(shell.env);
  const { region } = await printIdentity(clients, shell);
  const lookUp = () => fleetImages(fleets, new Images(clients.ec2));
  const wanted = await lookUp();
  if (!json) shell.out(renderImages(wanted, shell));
  const missing = new Set(wanted.filter(isMissing).map((image) => image.wanted));
  if (missing.size > 0) {
    const what = missing.size === 1 ? '1 image' : `${missing.size} images`;
    await confirm(shell, `Build ${what} in ${region}?`, yes);
  }
  if (wanted.some(({ isBuiltHere }) => isBuiltHere)) {
    const args = [
      ...['all', '--region', region],
      ...(fleet === undefined ? [] : ['--fleet', ...fleet]),
      ...['--concurrency', String(concurrency)],
    ];
    await runBuilder(args, shell.env);
  }
  if (json) shell.report({ fleets: (await lookUp()).map(jsonOf) });
}
