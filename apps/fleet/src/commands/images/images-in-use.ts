import {
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
  paginateDescribeLaunchTemplateVersions,
  type EC2Client,
  type LaunchTemplate,
} from '@aws-sdk/client-ec2';
import { paginateDescribeAutoScalingGroups, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { collect } from '../../aws/collect.ts';
import type { AwsClients } from '../../aws/clients.ts';

/**
 * The instance or launch template version that uses each image, by the image's id. Without `oldVersions`, a launch
 * template version counts only if AWS may launch from it by itself: if it is the latest, the default, or used by a group.
 * @throws AwsError
 */
export async function imagesInUse(
  { ec2, autoScaling }: Pick<AwsClients, 'ec2' | 'autoScaling'>,
  { oldVersions }: { readonly oldVersions: boolean },
): Promise<ReadonlyMap<string, string>> {
  const [instances, templates, groups] = await Promise.all([
    collect(
      'ec2:DescribeInstances',
      'instances of the account',
      paginateDescribeInstances({ client: ec2 }, {}),
      ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
    ),
    collect(
      'ec2:DescribeLaunchTemplates',
      'launch templates of the account',
      paginateDescribeLaunchTemplates({ client: ec2 }, {}),
      ({ LaunchTemplates }) => LaunchTemplates,
    ),
    collect(
      'autoscaling:DescribeAutoScalingGroups',
      'groups of the account',
      paginateDescribeAutoScalingGroups({ client: autoScaling }, { IncludeInstances: false }),
      ({ AutoScalingGroups }) => AutoScalingGroups,
    ),
  ]);
  const used = new Map<string, string>();
  for (const template of templates) {
    const inGroups = new Set(groups.flatMap((group) => versionOf(group, template) ?? []));
    for (const { number, isDefault, imageId } of await versionsOf(ec2, template)) {
      const current = isDefault || number === template.LatestVersionNumber || inGroups.has(String(number));
      if (current || oldVersions) used.set(imageId, `version ${number} of ${template.LaunchTemplateName}`);
    }
  }
  for (const { ImageId, InstanceId, State } of instances) {
    if (ImageId !== undefined && State?.Name !== 'terminated') used.set(ImageId, `instance ${InstanceId}`);
  }
  return used;
}

function versionOf(group: AutoScalingGroup, { LaunchTemplateId: id }: LaunchTemplate): string | undefined {
  const mixed = group.MixedInstancesPolicy?.LaunchTemplate;
  const specifications = [
    group.LaunchTemplate,
    mixed?.LaunchTemplateSpecification,
    ...(mixed?.Overrides ?? []).map(({ LaunchTemplateSpecification: own }) => own),
  ];
  return specifications.find((each) => each?.LaunchTemplateId === id)?.Version;
}

async function versionsOf(ec2: EC2Client, { LaunchTemplateId = '' }: LaunchTemplate) {
  const versions = await collect(
    'ec2:DescribeLaunchTemplateVersions',
    `launch template ${LaunchTemplateId}`,
    // With ResolveAlias, EC2 returns the image that an SSM parameter names now, instead of the parameter.
    paginateDescribeLaunchTemplateVersions({ client: ec2 }, { LaunchTemplateId, ResolveAlias: true }),
    ({ LaunchTemplateVersions }) => LaunchTemplateVersions,
  );
  return versions.flatMap(({ VersionNumber, DefaultVersion, LaunchTemplateData }) =>
    LaunchTemplateData?.ImageId === undefined
      ? []
      : [{ number: VersionNumber, isDefault: DefaultVersion === true, imageId: LaunchTemplateData.ImageId }],
  );
}
