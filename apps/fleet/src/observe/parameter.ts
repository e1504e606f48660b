import { MalformedReplyError, ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ask, type AwsClients } from '../aws/clients.ts';

/** An SSM parameter. */
export interface Parameter {
  /** `String`, `StringList` or `SecureString`. */
  readonly type: string;
  /** Decrypted. */
  readonly value: string;
}

/** The parameter of this name; undefined if it does not exist. @throws AwsError, also if AWS returns a value that is not a string */
export async function parameterOf(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
): Promise<Parameter | undefined> {
  const site = { action: 'ssm:GetParameter', resource: `parameter ${name}` };
  try {
    const { Parameter: { Type = 'String', Value } = {} } = await ask(site.action, site.resource, (options) =>
      ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }), options),
    );
    if (typeof Value !== 'string') throw new MalformedReplyError(site, { detail: 'the reply has no value' });
    return { type: Type, value: Value };
  } catch (error) {
    if (error instanceof ParameterNotFoundError) return undefined;
    throw error;
  }
}
