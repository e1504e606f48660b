import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { LaunchTemplate, LaunchTemplateReference } from './region.ts';

/** The launch template or the version does not exist. */
export class LaunchTemplateNotFoundError extends Error {
  override readonly name = 'LaunchTemplateNotFoundError';
  constructor({ id, version }: LaunchTemplateReference) {
    super(`launch template ${id} has no version ${version}`);
  }
}

/**
 * Reads a launch template version and the role of its instance profile. Throws LaunchTemplateNotFoundError, or errors of
 * EC2 and IAM.
 */
export async function resolveLaunchTemplate(
  { ec2, iam }: { readonly ec2: EC2Client; readonly iam: IAMClient },
  reference: LaunchTemplateReference,
): Promise<LaunchTemplate> {
  const { LaunchTemplateVersions: [found] = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({
      ...(reference.id.startsWith('lt-')
        ? { LaunchTemplateId: reference.id }
        : { LaunchTemplateName: reference.id }),
      Versions: [reference.version],
    }),
  );
  if (found === undefined) throw new LaunchTemplateNotFoundError(reference);
  const { LaunchTemplateData: data = {} } = found;
  const { IamInstanceProfile: profile, InstanceType, UserData = '' } = data;
  const profileName = profile?.Name ?? profile?.Arn?.split('/').at(-1);
  return {
    id: found.LaunchTemplateId ?? reference.id,
    name: found.LaunchTemplateName ?? '',
    version: found.VersionNumber ?? 0,
    imageId: data.ImageId ?? '',
    instanceType: InstanceType ?? '',
    userData: Buffer.from(UserData, 'base64').toString('utf8'),
    tagsInMetadata: data.MetadataOptions?.InstanceMetadataTags === 'enabled',
    roleArn: profileName === undefined ? undefined : await roleOf(iam, profileName),
  };
}

async function roleOf(iam: IAMClient, profileName: string): Promise<string | undefined> {
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName: profileName }),
  );
  return InstanceProfile?.Roles?.[0]?.Arn;
}
