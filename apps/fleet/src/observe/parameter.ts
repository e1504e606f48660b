import { ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ask, type AwsClients } from '../aws/clients.ts';

/** An SSM parameter. */
export interface Parameter {
  /** `String`, `StringList` or `SecureString`. */
  readonly type: string;
  /** Decrypted. */
  readonly value: string;
}

/** The parameter of this name; undefined if there is none. @throws AwsError */
export async function parameterOf(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
): Promise<Parameter | undefined> {
  try {
    const { Parameter: found } = await ask('ssm:GetParameter', `parameter ${name}`, (options) =>
      ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }), options),
    );
    return { type: found?.Type ?? 'String', value: found?.Value ?? '' };
  } catch (error) {
    if (error instanceof ParameterNotFoundError) return undefined;
    throw error;
  }
}
