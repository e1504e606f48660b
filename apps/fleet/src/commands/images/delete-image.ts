import { DeleteSnapshotCommand, DeregisterImageCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { ask } from '../../aws/clients.ts';
import type { OwnImage } from './own-image.ts';

/** Deregisters an image, then deletes its snapshots. @param needed - ids of snapshots that other images need, which are kept @throws AwsError */
export async function deleteImage(
  ec2: EC2Client,
  image: OwnImage,
  needed: ReadonlySet<string>,
): Promise<void> {
  await ask('ec2:DeregisterImage', `image ${image.id}`, (options) =>
    ec2.send(new DeregisterImageCommand({ ImageId: image.id }), options),
  );
  for (const { id } of image.snapshots) {
    if (needed.has(id)) continue;
    await ask('ec2:DeleteSnapshot', `snapshot ${id}`, (options) =>
      ec2.send(new DeleteSnapshotCommand({ SnapshotId: id }), options),
    );
  }
}
