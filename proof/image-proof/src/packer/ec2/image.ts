import { ROOT_DEVICE, type Arch } from '@agent-aws-stack/contract';
import * as z from 'zod';
import { Ec2Error } from './ec2-error.ts';
import { Tags } from './tags.ts';

/** A machine image. */
export interface Image {
  readonly imageId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly architecture: Arch;
  /** ISO 8601. */
  readonly creationDate: string;
  readonly snapshotId: string;
  readonly encrypted: boolean;
  state: 'pending' | 'available';
  description: string;
  readonly tags: Map<string, string>;
}

const Filters = z.array(z.object({ Name: z.string(), Value: z.array(z.string()) })).optional();

/** The input of DescribeImages. */
export const ImageQuery = z.object({
  ImageId: z.array(z.string()).optional(),
  Owner: z.array(z.string()).optional(),
  Filter: Filters,
});
export type ImageQuery = z.infer<typeof ImageQuery>;

const FILTERS: Readonly<Record<string, (image: Image) => string>> = {
  name: ({ name }) => name,
  state: ({ state }) => state,
  'image-type': () => 'machine',
  architecture: ({ architecture }) => architecture,
  'root-device-type': () => 'ebs',
  'virtualization-type': () => 'hvm',
};

/**
 * The images that match a query of an account.
 * @throws Ec2Error for an unknown image id or filter
 */
export function findImages(images: readonly Image[], accountId: string, query: ImageQuery): readonly Image[] {
  const missing = query.ImageId?.find((id) => !images.some(({ imageId }) => imageId === id));
  if (missing !== undefined) {
    throw new Ec2Error('InvalidAMIID.NotFound', `The image id '[${missing}]' does not exist`);
  }
  return images.filter(
    (image) =>
      (query.ImageId?.includes(image.imageId) ?? true) &&
      (query.Owner?.some((owner) => image.ownerId === (owner === 'self' ? accountId : owner)) ?? true) &&
      (query.Filter ?? []).every(({ Name, Value }) => {
        const property = FILTERS[Name];
        if (property === undefined) {
          throw new Ec2Error('InvalidParameterValue', `The filter '${Name}' is invalid`);
        }
        return Value.some((pattern) => wildcard(pattern).test(property(image)));
      }),
  );
}

/** The image in the output of DescribeImages. */
export function imageItem(image: Image): object {
  const { imageId, name, ownerId, architecture, creationDate, state, description } = image;
  const { snapshotId, encrypted, tags } = image;
  return {
    ...{ imageId, name, imageOwnerId: ownerId, architecture, creationDate, imageState: state, description },
    ...{ imageType: 'machine', virtualizationType: 'hvm', rootDeviceType: 'ebs', enaSupport: true },
    rootDeviceName: ROOT_DEVICE,
    blockDeviceMapping: [{ deviceName: ROOT_DEVICE, ebs: { snapshotId, encrypted } }],
    tagSet: Tags.items(tags),
  };
}

/** Converts EC2's pattern, in which `*` matches any text and `?` one character. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
