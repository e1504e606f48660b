import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { call, type CallOptions } from '../calls/call.ts';
import { MalformedReplyError } from '../errors.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** aws, aws-cn, aws-us-gov … */
  readonly partition: string;
  readonly region: string;
  /** The user or role, which is the last part of the ARN: `user/ops`, `assumed-role/admin/jane`. */
  readonly principal: string;
}

/** The account and principal of the current credentials, and the client's region. @throws CredentialsError, … */
export async function callerIdentity(client: STSClient, options: CallOptions = {}): Promise<Identity> {
  const site = { action: 'sts:GetCallerIdentity', resource: 'the credentials in use' };
  const { Account: account, Arn: arn = '' } = await call(site, options, (sdkOptions) =>
    client.send(new GetCallerIdentityCommand({}), sdkOptions),
  );
  const [, partition, , , , ...principal] = arn.split(':');
  if (!account || !partition) throw new MalformedReplyError(site, { detail: 'the reply has no account' });
  return { account, arn, partition, region: await client.config.region(), principal: principal.join(':') };
}
