import { ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ask, type AwsClients } from '../aws/clients.ts';
import type { Parameter } from './facts.ts';

/** A parameter of Systems Manager, decrypted; undefined when there is none. */
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
