import { readImageName } from '@agent-aws-stack/contract';
import type { Image } from '@aws-sdk/client-ec2';

/** An image of the account that was built for agents, by this project or the JavaScript stack. */
export interface OwnImage {
  readonly id: string;
  readonly name: string;
  /** OS and architecture: `ubuntu-noble arm64`. */
  readonly kind: string;
  readonly createdAt: Date;
  readonly isPublic: boolean;
  readonly snapshots: readonly { readonly id: string; readonly sizeGib: number }[];
}

/** Reads EC2's description of an image; undefined if its name is not an agent image's, or if it is pending. */
export function toOwnImage(image: Image): OwnImage | undefined {
  const { ImageId: id, Name: name = '', CreationDate: created, State: state } = image;
  const system = readImageName(name);
  if (id === undefined || created === undefined || system === undefined || state === 'pending')
    return undefined;
  return {
    id,
    name,
    kind: `${system.os} ${system.arch}`,
    createdAt: new Date(created),
    isPublic: image.Public === true,
    snapshots: (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) =>
      Ebs?.SnapshotId === undefined ? [] : [{ id: Ebs.SnapshotId, sizeGib: Ebs.VolumeSize ?? 0 }],
    ),
  };
}
