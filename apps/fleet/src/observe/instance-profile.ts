import { GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import { ask, type AwsClients } from '../aws/clients.ts';
import { unlessAbsent } from '../aws/unless-absent.ts';
import type { LaunchTemplate } from './launch-template.ts';

export interface InstanceProfile {
  readonly name: string;
  /** Names of its roles; IAM allows at most one. */
  readonly roles: readonly string[];
}

/** The launch template's instance profile; undefined if it names none, or one that does not exist. @throws AwsError */
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
  const roles = found?.InstanceProfile?.Roles ?? [];
  return found && { name: profileName, roles: roles.map(({ RoleName }) => RoleName ?? '') };
}
