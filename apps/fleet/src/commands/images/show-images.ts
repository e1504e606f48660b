import { Images } from '@agent-aws-stack/aws-clients/ec2';
import { awsClients } from '../../aws/clients.ts';
import type { FleetOptions } from '../../cli/common-options.ts';
import { fullCommandWith } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';
import { chosenFleets } from '../../fleets/chosen-fleets.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { fleetImages, sizeGibOf, stateOf, type FleetImage } from './fleet-images.ts';

/** Prints each fleet's image, and whether EC2 has it. @throws AwsError, UserError, ConfigurationError */
export async function showImages(options: FleetOptions, shell: Shell): Promise<void> {
  const fleets = chosenFleets(options, shell);
  const clients = awsClients(shell.env);
  await printIdentity(clients, shell);
  const images = await fleetImages(fleets, new Images(clients.ec2));
  if (options.json) {
    shell.report({ fleets: images.map(jsonOf) });
    return;
  }
  shell.out(renderImages(images, shell));
  if (images.some(isMissing))
    shell.out(`\nBuild what is missing: ${fullCommandWith(options)('images build')}`);
}

/** Whether the image does not exist, but this program can build it. */
export const isMissing = (image: FleetImage): boolean => image.isBuiltHere && image.found === undefined;

export function renderImages(images: readonly FleetImage[], shell: Pick<Shell, 'style' | 'now'>): string {
  const rows = images.map((image) => {
    const state = stateOf(image);
    const color = state === 'available' ? 'green' : state === 'pending' ? 'yellow' : 'red';
    const { found } = image;
    return [
      shell.style('bold', image.stackName),
      shell.style(color, state),
      image.isBuiltHere ? image.wanted : `${found?.name ?? ''} (SEMAPHORE_AGENT_AMI)`.trimStart(),
      image.isBuiltHere ? (found?.id ?? '') : image.wanted,
      found?.createdAt === undefined ? '' : ageOf(found.createdAt, shell.now()),
      found === undefined ? '' : `${sizeGibOf(found)} GiB`,
    ];
  });
  return table(['Fleet', 'State', 'Image', 'Id', 'Age', 'Size'], rows);
}

const HOUR_MS = 3_600_000;

/** `47 h`, or from 48 hours on in days: `2 d` */
function ageOf(createdAt: Date, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / HOUR_MS));
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

export function jsonOf(image: FleetImage) {
  const { stackName, wanted, isBuiltHere, found } = image;
  return {
    fleet: stackName,
    ...(isBuiltHere ? { imageName: wanted } : { imageId: wanted }),
    state: stateOf(image),
    ...(found !== undefined && {
      imageId: found.id,
      imageName: found.name,
      createdAt: found.createdAt,
      sizeGib: sizeGibOf(found),
    }),
  };
}
