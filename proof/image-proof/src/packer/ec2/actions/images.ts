import { ROOT_DEVICE } from '@agent-aws-stack/contract';
import * as z from 'zod';
import { found } from '../account.ts';
import { Ec2Error } from '../ec2-error.ts';
import { findImages, imageItem, ImageQuery, type Image } from '../image.ts';
import { Tags } from '../tags.ts';
import { action } from './action.ts';

const Creation = z.object({ InstanceId: z.string(), Name: z.string() });
const Attribute = z.object({ ImageId: z.string(), Description: z.object({ Value: z.string() }) });
const Tagging = z.object({ ResourceId: z.array(z.string()), Tag: Tags.list });

export const DescribeRegions = action(z.unknown(), ({ region }) => ({
  regionInfo: [{ regionName: region }],
}));

/** A pending image becomes available after it has been described once. */
export const DescribeImages = action(ImageQuery, (account, query) => {
  const images = findImages(account.images, account.id, query);
  const imagesSet = images.map(imageItem);
  for (const image of images) image.state = 'available';
  return { imagesSet };
});

export const CreateImage = action(Creation, (account, { InstanceId, Name: name }) => {
  const { launch, state } = account.instance(InstanceId);
  if (state !== 'stopped') throw new Ec2Error('IncorrectInstanceState', `${InstanceId} is ${state}`);
  const [namesake] = findImages(account.images, account.id, {
    Owner: ['self'],
    Filter: [{ Name: 'name', Value: [name] }],
  });
  if (namesake !== undefined) {
    throw new Ec2Error('InvalidAMIName.Duplicate', `AMI name ${name} is already in use`);
  }
  const source = account.image(launch.ImageId);
  const root = launch.BlockDeviceMapping.find(({ DeviceName }) => DeviceName === ROOT_DEVICE);
  const image: Image = {
    ...{ imageId: account.newId('ami'), name, ownerId: account.id, architecture: source.architecture },
    creationDate: account.ports.now().toISOString(),
    snapshotId: account.newId('snap'),
    encrypted: root?.Ebs.Encrypted ?? source.encrypted,
    ...{ state: 'pending', description: '', tags: new Map<string, string>() },
  };
  account.images.push(image);
  account.snapshots.set(image.snapshotId, new Map());
  return { imageId: image.imageId };
});

export const ModifyImageAttribute = action(Attribute, (account, { ImageId, Description }) => {
  account.image(ImageId).description = Description.Value;
  return { return: true };
});

export const CreateTags = action(Tagging, (account, { ResourceId, Tag }) => {
  for (const id of ResourceId) {
    const tags = id.startsWith('snap-') ? account.snapshots.get(id) : account.image(id).tags;
    for (const { Key, Value } of Tag) found(tags, 'InvalidSnapshot.NotFound', id).set(Key, Value);
  }
  return { return: true };
});

export const DeregisterImage = action(z.object({ ImageId: z.string() }), (account, { ImageId }) => {
  const image = account.image(ImageId);
  if (image.ownerId !== account.id)
    throw new Ec2Error('AuthFailure', `${ImageId} belongs to another account`);
  account.images = account.images.filter((other) => other !== image);
  return { return: true };
});

export const DeleteSnapshot = action(z.object({ SnapshotId: z.string() }), (account, { SnapshotId }) => {
  const user = account.images.find(({ snapshotId }) => snapshotId === SnapshotId);
  if (user !== undefined) {
    throw new Ec2Error('InvalidSnapshot.InUse', `${SnapshotId} is in use by ${user.imageId}`);
  }
  found(account.snapshots.get(SnapshotId), 'InvalidSnapshot.NotFound', SnapshotId);
  account.snapshots.delete(SnapshotId);
  return { return: true };
});
