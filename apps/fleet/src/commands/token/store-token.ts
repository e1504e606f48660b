import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { ask } from '../../aws/clients.ts';

export interface TokenToStore {
  readonly name: string;
  readonly token: string;
  readonly kmsKey: string | undefined;
  readonly overwrite: boolean;
}

/** Stores the token as a SecureString, and returns its version. @throws AwsError, also if the parameter exists and `overwrite` is false */
export async function storeToken(
  ssm: SSMClient,
  { name, token, kmsKey, overwrite }: TokenToStore,
): Promise<number> {
  const command = new PutParameterCommand({
    Name: name,
    Value: token,
    Type: 'SecureString',
    Overwrite: overwrite,
    ...(kmsKey === undefined ? {} : { KeyId: kmsKey }),
  });
  const { Version = 1 } = await ask('ssm:PutParameter', `parameter ${name}`, (options) =>
    ssm.send(command, options),
  );
  return Version;
}
