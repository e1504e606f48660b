import {
  DescribeKeyPairsCommand,
  DescribeLaunchTemplateVersionsCommand,
  type LaunchTemplateVersion,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import { NothingToAskError } from './fact.ts';
import type { Facts } from './facts.ts';
import type { Group } from '../doctor/facts/group.ts';
import type { InstanceProfile, LaunchTemplate } from '../doctor/facts/launch.ts';

/** @throws NothingToAskError when the template or the version is gone */
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
  const used = versions.find((each) => answersTo(each, version, latestVersion));
  if (used === undefined)
    throw new NothingToAskError(`launch template ${id} is gone: the fleet has to be deployed again`);
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
    })),
    tokensRequired: data.MetadataOptions?.HttpTokens === 'required',
  };
}

/** A group names a version by its number, or as the latest or the default one. */
function answersTo(
  { VersionNumber, DefaultVersion }: LaunchTemplateVersion,
  version: string,
  latest: number,
): boolean {
  if (version === '$Latest') return VersionNumber === latest;
  return version === '$Default' ? DefaultVersion === true : String(VersionNumber) === version;
}

export async function keyPairOf({ ec2 }: AwsClients, { keyName }: LaunchTemplate): Promise<Facts['keyPair']> {
  if (keyName === undefined) return undefined;
  const found = await unlessAbsent(
    ask('ec2:DescribeKeyPairs', `key pair ${keyName}`, (options) =>
      ec2.send(new DescribeKeyPairsCommand({ KeyNames: [keyName] }), options),
    ),
    /^InvalidKeyPair/,
  );
  return found?.KeyPairs?.[0] && { name: keyName };
}

export async function instanceProfileOf(
  { iam }: AwsClients,
  { profileName }: LaunchTemplate,
): Promise<InstanceProfile | undefined> {
  if (profileName === undefined) return undefined;
  const found = await unlessAbsent(
    ask('iam:GetInstanceProfile', `instance profile ${profileName}`, (options) =>
      iam.send(new GetInstanceProfileCommand({ InstanceProfileName: profileName }), options),
    ),
    /NoSuchEntity/,
  );
  return (
    found && {
      name: profileName,
      roles: (found.InstanceProfile?.Roles ?? []).map(({ RoleName }) => RoleName ?? ''),
    }
  );
}
