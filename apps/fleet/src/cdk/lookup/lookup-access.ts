import { ec2Client } from '@agent-aws-stack/aws-clients/ec2';
import { assumeRole } from '@agent-aws-stack/aws-clients/sts';
import { DEADLINE_MS, type AwsClients } from '../../aws/clients.ts';
import type { Identity } from '../../aws/identity.ts';
import type { LookupAccess } from './look-up.ts';

export interface LookupAccessOptions {
  /** The account of the fleets, which may differ from the account of the credentials. */
  readonly account: string;
  readonly identity: Identity;
  /** The qualifier of the account's bootstrap. */
  readonly qualifier: string;
}

/** Access for lookups: with the credentials in use, if they belong to the fleets' account, and with the bootstrap's lookup role. */
export function lookupAccess(
  { ec2, sts }: Pick<AwsClients, 'ec2' | 'sts'>,
  { account, identity: { region, partition, ...identity }, qualifier }: LookupAccessOptions,
): LookupAccess {
  const role = `arn:${partition}:iam::${account}:role/cdk-${qualifier}-lookup-role-${account}-${region}`;
  return {
    account,
    own: identity.account === account ? ec2 : undefined,
    withLookupRole: async () => {
      const credentials = await assumeRole(sts, role, { deadlineMs: DEADLINE_MS });
      return ec2Client({ region, credentials, requestTimeoutMs: 20_000 });
    },
  };
}
