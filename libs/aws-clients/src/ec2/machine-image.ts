import type { Image } from '@aws-sdk/client-ec2';
import { MalformedReplyError, type CallSite } from '../errors.ts';

export interface MachineImage {
  readonly id: string;
  readonly name: string;
  /** EC2's value: `pending` until the image is complete, `available`, `failed`, … */
  readonly state: string;
  /** EC2's reason for a failure. */
  readonly stateReason: string | undefined;
  /** EC2's value: `x86_64`, `arm64`; for Macs `x86_64_mac`, `arm64_mac`. */
  readonly architecture: string | undefined;
  readonly createdAt: Date | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Device name of the root volume, e.g. `/dev/sda1`. */
  readonly rootDevice: string | undefined;
  readonly volumes: readonly ImageVolume[];
}

export interface ImageVolume {
  readonly device: string | undefined;
  readonly sizeGib: number;
}

/** Converts the SDK's image. @throws MalformedReplyError if it has no id or no state */
export function toMachineImage(image: Image, site: CallSite): MachineImage {
  const { ImageId: id, State: state, CreationDate: created } = image;
  if (id === undefined || state === undefined)
    throw new MalformedReplyError(site, { detail: 'the image has no id or no state' });
  return {
    id,
    name: image.Name ?? '',
    state,
    stateReason: image.StateReason?.Message,
    architecture: image.Architecture,
    createdAt: created === undefined ? undefined : new Date(created),
    tags: Object.fromEntries((image.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    rootDevice: image.RootDeviceName,
    volumes: (image.BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }) =>
      Ebs === undefined ? [] : [{ device: DeviceName, sizeGib: Ebs.VolumeSize ?? 0 }],
    ),
  };
}
