import { paginateDescribeLaunchTemplateVersions, type LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import type { Group } from './group.ts';

export interface PreviousImage {
  /** The image of the version that the group launches with. */
  readonly current: string;
  /** The image that the fleet had before the current one; undefined if there was none. */
  readonly previous: ImageInTemplate | undefined;
  /** The newest image from which the fleet has gone back to an earlier one; undefined if it never went back. */
  readonly left: ImageInTemplate | undefined;
}

interface ImageInTemplate {
  readonly imageId: string;
  /** The newest version of the launch template with this image. */
  readonly version: number;
}

/**
 * The images of the group's launch template. EC2 keeps all versions of a launch template. If a version has the image of an earlier version again,
 * the fleet went back, and the images of the versions between these two no longer count as previous. So each `rollout back` goes one image further
 * back, and never to an image that the fleet went back from.
 * @throws AwsError
 */
export async function previousImageOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  { launchTemplate: { id, version } }: Pick<Group, 'launchTemplate'>,
): Promise<PreviousImage> {
  const found = await collect(
    'ec2:DescribeLaunchTemplateVersions',
    `launch template ${id}`,
    paginateDescribeLaunchTemplateVersions({ client: ec2 }, { LaunchTemplateId: id }),
    ({ LaunchTemplateVersions }) => LaunchTemplateVersions,
  );
  const oldestFirst = found.toSorted((one, other) => numberOf(one) - numberOf(other));
  const current = oldestFirst.find((each) => String(each.VersionNumber) === version) ?? oldestFirst.at(-1);
  let kept: readonly ImageInTemplate[] = [];
  let left: ImageInTemplate | undefined;
  for (const each of oldestFirst) {
    const imageId = imageIdOf(each);
    if (numberOf(each) > numberOf(current) || imageId === '') continue;
    const earlier = kept.findIndex((image) => image.imageId === imageId);
    if (earlier >= 0) {
      left = kept.slice(earlier + 1).at(-1) ?? left;
      kept = kept.slice(0, earlier);
    }
    kept = [...kept, { imageId, version: numberOf(each) }];
  }
  return { current: imageIdOf(current), previous: kept.at(-2), left };
}

const numberOf = (version: LaunchTemplateVersion | undefined): number => version?.VersionNumber ?? 0;
const imageIdOf = (version: LaunchTemplateVersion | undefined): string =>
  version?.LaunchTemplateData?.ImageId ?? '';
