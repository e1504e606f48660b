import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { call, type CallOptions } from '../calls/call.ts';
import type { AwsCredentials } from '../client-options.ts';
import { MalformedReplyError } from '../errors.ts';

/** Temporary credentials of a role. @throws AccessDeniedError, CredentialsError, … */
export async function assumeRole(
  client: STSClient,
  roleArn: string,
  options: CallOptions = {},
): Promise<AwsCredentials> {
  const site = { action: 'sts:AssumeRole', resource: roleArn };
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'agent-aws-stack' });
  const { Credentials } = await call(site, options, (sdkOptions) => client.send(command, sdkOptions));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken } = Credentials ?? {};
  if (!accessKeyId || !secretAccessKey)
    throw new MalformedReplyError(site, { detail: 'the reply has no credentials' });
  return { accessKeyId, secretAccessKey, ...(SessionToken && { sessionToken: SessionToken }) };
}
