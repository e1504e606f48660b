import type { AwsClients } from './clients.ts';
import { whoAmI, type Identity } from './identity.ts';
import type { Shell } from '../cli/shell.ts';

/** Prints the account, region, and user or role that a command uses, on standard error. @throws AwsError */
export async function printIdentity(aws: Pick<AwsClients, 'sts'>, shell: Shell): Promise<Identity> {
  const identity = await whoAmI(aws);
  shell.err(describeIdentity(identity, shell.env['AWS_PROFILE']));
  return identity;
}

/** `Account 111111111111, region eu-west-1, as user/ops (profile ops)` */
export function describeIdentity(
  { account, region, principal }: Identity,
  profile: string | undefined,
): string {
  const by = profile ? ` (profile ${profile})` : '';
  return `Account ${account}, region ${region}, as ${principal}${by}`;
}
