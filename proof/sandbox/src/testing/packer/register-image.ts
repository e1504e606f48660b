import {
  CreateSnapshotCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  RegisterImageCommand,
  type ArchitectureValues,
  type EC2Client,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import type { BuiltImage } from './template.ts';

export interface RegisteredImage {
  readonly imageId: string;
  readonly snapshotId: string;
}

/** The tag with which emulator.py overrides the creation date of an image. */
const CREATED_AT = 'sandbox:created-at';

/** Registers an image as Packer does: from a snapshot of a volume. Image and snapshot get the same tags. */
export async function registerImage(
  ec2: EC2Client,
  { name, arch, tags, device, sizeGib }: BuiltImage,
  createdAt?: Date,
): Promise<RegisteredImage> {
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: sizeGib, Encrypted: true }),
  );
  const { SnapshotId = '' } = await ec2.send(
    new CreateSnapshotCommand({ VolumeId, TagSpecifications: tagSpecifications('snapshot', tags) }),
  );
  const { ImageId = '' } = await ec2.send(
    new RegisterImageCommand({
      Name: name,
      Architecture: arch as ArchitectureValues,
      VirtualizationType: 'hvm',
      RootDeviceName: device,
      BlockDeviceMappings: [{ DeviceName: device, Ebs: { SnapshotId, VolumeSize: sizeGib } }],
      TagSpecifications: tagSpecifications('image', tags),
    }),
  );
  if (createdAt) {
    const Tags = [{ Key: CREATED_AT, Value: createdAt.toISOString() }];
    await ec2.send(new CreateTagsCommand({ Resources: [ImageId], Tags }));
  }
  return { imageId: ImageId, snapshotId: SnapshotId };
}

function tagSpecifications(ResourceType: 'image' | 'snapshot', tags: BuiltImage['tags']): TagSpecification[] {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return Tags.length === 0 ? [] : [{ ResourceType, Tags }];
}
