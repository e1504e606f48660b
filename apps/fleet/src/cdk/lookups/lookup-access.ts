import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { ec2Client } from '@agent-aws-stack/aws-clients/ec2';
import { ask, type AwsClients } from '../../aws/clients.ts';
import type { Identity } from '../../aws/identity.ts';
import type { LookupAccess } from './look-up.ts';

export interface LookupAccessOptions {
  /** The account of the fleets, which may be another than that of the credentials. */
  readonly account: string;
  readonly identity: Identity;
  /** Of the bootstrap. */
  readonly qualifier: string;
}

/** Access for lookups with the credentials in use, and with the bootstrap's role for lookups. */
export function lookupAccess(
  { ec2, sts }: Pick<AwsClients, 'ec2' | 'sts'>,
  { account, identity: { region, partition, ...identity }, qualifier }: LookupAccessOptions,
): LookupAccess {
  const role = `arn:${partition}:iam::${account}:role/cdk-${qualifier}-lookup-role-${account}-${region}`;
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'agent-aws-stack' });
  return {
    account,
    own: identity.account === account ? ec2 : undefined,
    withLookupRole: async () => {
      const { Credentials } = await ask('sts:AssumeRole', role, (options) => sts.send(command, options));
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = Credentials ?? {};
      const sessionToken = Credentials?.SessionToken;
      const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
      return ec2Client({ region, credentials, requestTimeoutMs: 20_000 });
    },
  };
}
