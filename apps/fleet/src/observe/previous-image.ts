import { paginateDescribeLaunchTemplateVersions, type LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import type { Group } from './group.ts';

export interface PreviousImage {
  /** The image of the version that the group launches with. */
  readonly current: string;
  /** The image of the newest earlier version with another image; undefined if all earlier versions have the same image. */
  readonly previous:
    { readonly imageId: string; readonly version: number; readonly createdAt: Date | undefined } | undefined;
}

/** The images of the group's launch template. EC2 keeps all versions of a launch template. @throws AwsError */
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
  const newestFirst = found.toSorted((one, other) => numberOf(other) - numberOf(one));
  const current = newestFirst.find((each) => String(each.VersionNumber) === version) ?? newestFirst[0];
  const image = imageIdOf(current);
  const previous = newestFirst.find(
    (each) => numberOf(each) < numberOf(current) && imageIdOf(each) !== '' && imageIdOf(each) !== image,
  );
  return {
    current: image,
    previous: previous && {
      ...{ imageId: imageIdOf(previous), version: numberOf(previous), createdAt: previous.CreateTime },
    },
  };
}

const numberOf = (version: LaunchTemplateVersion | undefined): number => version?.VersionNumber ?? 0;
const imageIdOf = (version: LaunchTemplateVersion | undefined): string =>
  version?.LaunchTemplateData?.ImageId ?? '';
