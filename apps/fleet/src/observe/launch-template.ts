import { DescribeLaunchTemplateVersionsCommand, type LaunchTemplateVersion } from '@aws-sdk/client-ec2';
import { readInstanceRollout } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { LookupSkippedError } from './fact.ts';
import type { Group } from './group.ts';

/** The version of the launch template that the group uses. */
export interface LaunchTemplate {
  readonly id: string;
  readonly version: number;
  readonly latestVersion: number;
  readonly imageId: string;
  readonly instanceType: string;
  readonly keyName: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly profileName: string | undefined;
  /** The block devices that it configures; empty if it uses the image's. */
  readonly volumes: readonly ConfiguredVolume[];
  /** Whether IMDSv2 is required. */
  readonly tokensRequired: boolean;
  /** The revision in its user data, by which instances know whether a rollout concerns them; undefined without a rollout. */
  readonly revision: string | undefined;
}

/** A block device of the launch template. */
export interface ConfiguredVolume {
  readonly device: string;
  readonly sizeGib: number | undefined;
  readonly initializationRateMibps?: number | undefined;
}

/** The launch template of the group. @throws AwsError, LookupSkippedError if the template or the version is gone */
export async function launchTemplateOf(
  { ec2 }: AwsClients,
  { launchTemplate: { id, version } }: Group,
): Promise<LaunchTemplate> {
  const command = new DescribeLaunchTemplateVersionsCommand({
    LaunchTemplateId: id,
    Versions: [...new Set([version, '$Latest'])],
  });
  const found = await unlessAbsent(
    ask('ec2:DescribeLaunchTemplateVersions', `launch template ${id}`, (options) =>
      ec2.send(command, options),
    ),
    /NotFound/,
  );
  const versions = found?.LaunchTemplateVersions ?? [];
  const latestVersion = Math.max(...versions.map(({ VersionNumber = 0 }) => VersionNumber));
  const used = versions.find((each) => isVersion(each, version, latestVersion));
  if (used === undefined)
    throw new LookupSkippedError(
      `launch template ${id}, version ${version}, is gone: deploy the fleet again`,
    );
  const data = used.LaunchTemplateData ?? {};
  const profile = data.IamInstanceProfile;
  return {
    id,
    version: used.VersionNumber ?? 0,
    latestVersion,
    imageId: data.ImageId ?? '',
    instanceType: data.InstanceType ?? '',
    keyName: data.KeyName,
    securityGroupIds: data.SecurityGroupIds ?? data.NetworkInterfaces?.[0]?.Groups ?? [],
    profileName: profile?.Name ?? profile?.Arn?.split('/').at(-1),
    volumes: (data.BlockDeviceMappings ?? []).map((mapping) => ({
      device: mapping.DeviceName ?? '',
      sizeGib: mapping.Ebs?.VolumeSize,
      initializationRateMibps: mapping.Ebs?.VolumeInitializationRate,
    })),
    tokensRequired: data.MetadataOptions?.HttpTokens === 'required',
    revision: readInstanceRollout(Buffer.from(data.UserData ?? '', 'base64').toString())?.revision,
  };
}

/** A group names a version by its number, or as the latest or the default one. */
function isVersion(
  { VersionNumber, DefaultVersion }: LaunchTemplateVersion,
  version: string,
  latest: number,
): boolean {
  if (version === '$Latest') return VersionNumber === latest;
  return version === '$Default' ? DefaultVersion === true : String(VersionNumber) === version;
}
