import { DescribeImagesCommand, DescribeSnapshotsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { expect } from '@jest/globals';
import type { NewUser } from './new-user.ts';
import { addOldImages } from './old-images.ts';
import type { RegisteredImage } from './packer/register-image.ts';

/** Tests `images prune` in an account with images to keep and to delete. `launched` is the image of the user's fleet. */
export async function pruneImages({ fleet, clients: { ec2 } }: NewUser, launched: string): Promise<void> {
  const images = await addOldImages(ec2, new Date());
  const { unused, oldWindows, ...kept } = images;
  const all = Object.values(images);
  const dry = await fleet('images prune --keep 1');
  expect(dry.out).toContain('2 of 7 images to delete; the volumes in their snapshots total 32 GiB.');
  expect(await existing(ec2, all)).toEqual(all);

  const pruned = await fleet('images prune --keep 1 --no-dry-run --yes --json');
  const { result: report } = JSON.parse(pruned.out) as {
    result: { images: { id: string; reason: string }[] };
  };
  const reason = (imageId: string) => report.images.find(({ id }) => id === imageId)?.reason;
  expect(report).toMatchObject({ dryRun: false, savedGib: 32, failures: [] });
  expect(reason(launched)).toMatch(/^in use by version 1 of .*the newest/);
  expect(reason(images.run.imageId)).toMatch(/^in use by instance i-/);
  expect(reason(images.inVersion.imageId)).toBe('in use by version 1 of other-fleet');
  expect(reason(images.young.imageId)).toBe('within the grace period');
  expect(await existing(ec2, [unused, oldWindows])).toEqual([]);
  expect(await existing(ec2, all)).toEqual(Object.values(kept));
  const again = await fleet('images prune --keep 1');
  expect(again.out).toContain('0 of 5 images to delete');
}

/** Returns the images that are not completely deleted: the image itself or its snapshot still exists. */
async function existing(
  ec2: EC2Client,
  images: readonly RegisteredImage[],
): Promise<readonly RegisteredImage[]> {
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const ids = new Set([
    ...Images.map(({ ImageId }) => ImageId),
    ...Snapshots.map(({ SnapshotId }) => SnapshotId),
  ]);
  return images.filter(({ imageId, snapshotId }) => ids.has(imageId) || ids.has(snapshotId));
}
