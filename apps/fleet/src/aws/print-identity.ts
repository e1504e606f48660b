import type { AwsClients } from './clients.ts';
import { doubtAbout } from '../cli/region.ts';
import { whoAmI, type Identity } from './identity.ts';
import type { Shell } from '../cli/shell.ts';

/**
 * Prints the account, region, and user or role that a command uses, on standard error, with a warning if the region may not exist.
 * @throws AwsError, UsageError, as `whoAmI` does
 */
export async function printIdentity(aws: Pick<AwsClients, 'sts'>, shell: Shell): Promise<Identity> {
  const identity = await whoAmI(aws);
  shell.err(describeIdentity(identity, shell.env['AWS_PROFILE']));
  const doubt = doubtAbout(identity.region);
  if (doubt !== undefined) shell.err(shell.style('yellow', `Warning: ${doubt}`));
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
