import { GetParameterCommand, paginateDescribeParameters, type SSMClient } from '@aws-sdk/client-ssm';
import { ask } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import { UserError } from '../cli/errors.ts';

/** The token's parameter is not encrypted. */
export class UnencryptedTokenError extends UserError {
  override readonly name = 'UnencryptedTokenError';

  constructor(parameter: string, type: string) {
    super(`parameter ${parameter}`, `is a ${type}, which does not encrypt the token`);
  }
}

/** A token's parameter without its value. */
export interface StoredToken {
  readonly type: string;
  readonly version: number;
  readonly changedAt: Date | undefined;
  /** KMS key id, ARN or alias; undefined for a String. */
  readonly kmsKey: string | undefined;
}

/** The parameter of this name; undefined if there is none. @throws AwsError */
export async function findStoredToken(ssm: SSMClient, name: string): Promise<StoredToken | undefined> {
  // SSM may return empty pages before the page with the parameter.
  const pages = paginateDescribeParameters(
    { client: ssm },
    { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [name] }] },
  );
  const parameters = await collect(
    'ssm:DescribeParameters',
    `parameter ${name}`,
    pages,
    (page) => page.Parameters,
  );
  const found = parameters.find(({ Name }) => Name === name);
  if (found === undefined) return undefined;
  const { Type = '', Version = 0, LastModifiedDate, KeyId } = found;
  return { type: Type, version: Version, changedAt: LastModifiedDate, kmsKey: KeyId };
}

/** The token itself. @throws AwsError, UnencryptedTokenError */
export async function readStoredToken(ssm: SSMClient, name: string): Promise<string> {
  const command = new GetParameterCommand({ Name: name, WithDecryption: true });
  const { Parameter } = await ask('ssm:GetParameter', `parameter ${name}`, (options) =>
    ssm.send(command, options),
  );
  if (Parameter?.Type !== 'SecureString') {
    throw new UnencryptedTokenError(name, Parameter?.Type ?? 'parameter without a type');
  }
  return Parameter.Value ?? '';
}
