import { IMAGE_CONTRACT_TAG } from '@agent-aws-stack/contract';
import { DescribeImagesCommand, type Tag } from '@aws-sdk/client-ec2';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';

/** An AMI. */
export interface Image {
  readonly id: string;
  readonly name: string;
  /** The image can be launched only if this is `available`. */
  readonly state: string;
  readonly architecture: string;
  readonly rootDevice: string;
  readonly rootSizeGib: number | undefined;
  readonly rootVolumeType: string | undefined;
  readonly createdAt: Date | undefined;
  /** What the image's scripts can do: the value of its tag, or 0 if it has no valid one. */
  readonly contract: number;
}

/** The image with this id; undefined if it does not exist in the region, or the account may not launch it. @throws AwsError */
export async function imageOf({ ec2 }: Pick<AwsClients, 'ec2'>, id: string): Promise<Image | undefined> {
  const found = await unlessAbsent(
    ask('ec2:DescribeImages', `image ${id}`, (options) =>
      ec2.send(new DescribeImagesCommand({ ImageIds: [id] }), options),
    ),
    /^InvalidAMIID/,
  );
  const image = found?.Images?.[0];
  if (image === undefined) return undefined;
  const rootDevice = image.RootDeviceName ?? '';
  const root = image.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === rootDevice)?.Ebs;
  return {
    id,
    name: image.Name ?? '',
    state: image.State ?? 'unknown',
    architecture: image.Architecture ?? '',
    rootDevice,
    rootSizeGib: root?.VolumeSize,
    rootVolumeType: root?.VolumeType,
    createdAt: image.CreationDate === undefined ? undefined : new Date(image.CreationDate),
    contract: contractIn(image.Tags),
  };
}

function contractIn(tags: readonly Tag[] = []): number {
  const value = tags.find(({ Key }) => Key === IMAGE_CONTRACT_TAG)?.Value ?? '';
  return /^\d{1,3}$/.test(value) ? Number(value) : 0;
}
