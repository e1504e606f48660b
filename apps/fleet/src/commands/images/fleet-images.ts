import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import type { Images, MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { FleetConfig } from '@agent-aws-stack/config';
import { UserError } from '../../cli/errors.ts';
import { currentImageName } from '../../fleets/image-name.ts';

/** The image that a fleet would launch if it were deployed now. */
export interface FleetImage {
  readonly stackName: string;
  /** The image's name, or its id if SEMAPHORE_AGENT_AMI is set. */
  readonly wanted: string;
  /** Whether the fleet finds its image by name, so that this program can build it. */
  readonly isBuiltHere: boolean;
  /** The image in EC2; undefined if it does not exist. */
  readonly found: MachineImage | undefined;
}

/** Looks up the image of each fleet; fleets with the same image share a call. @throws AwsError, UserError */
export function fleetImages(
  fleets: readonly FleetConfig[],
  images: Pick<Images, 'findOwn' | 'findById'>,
): Promise<readonly FleetImage[]> {
  const byImage = new Map<string, Promise<MachineImage | undefined>>();
  return Promise.all(
    fleets.map(async ({ stackName, instance }) => {
      const name = nameOf(instance);
      const wanted = name ?? instance.amiId ?? '';
      const lookup =
        byImage.get(wanted) ?? (name === undefined ? images.findById(wanted) : images.findOwn(wanted));
      byImage.set(wanted, lookup);
      return { stackName, wanted, isBuiltHere: name !== undefined, found: await lookup };
    }),
  );
}

function nameOf(instance: FleetConfig['instance']): string | undefined {
  try {
    return currentImageName(instance);
  } catch (error) {
    if (!(error instanceof ImageSourcesError)) throw error;
    throw new UserError('images', error.message, undefined, { cause: error });
  }
}

/** EC2's state of the image, or `missing`. */
export const stateOf = ({ found }: FleetImage): string => found?.state ?? 'missing';

/** The size of all volumes of an image. */
export const sizeGibOf = ({ volumes }: MachineImage): number =>
  volumes.reduce((sum, { sizeGib }) => sum + sizeGib, 0);
