import type { AwsClients } from '../aws/clients.ts';
import { parameterOf } from './parameter.ts';

/** Version of the CDK bootstrap; undefined if the account and region are not bootstrapped. @throws AwsError */
export async function bootstrapVersionOf(
  aws: Pick<AwsClients, 'ssm'>,
  qualifier: string,
): Promise<number | undefined> {
  const parameter = await parameterOf(aws, `/cdk-bootstrap/${qualifier}/version`);
  return parameter && Number(parameter.value);
}
