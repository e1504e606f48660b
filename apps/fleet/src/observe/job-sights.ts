import { createHash } from 'node:crypto';
import { decodeJobSights, jobsParameterName, type SavedSights } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import { parameterOf } from './parameter.ts';

/** The times at which the scaler first saw each queued job, as it last saved them. Undefined if it has saved none. @throws AwsError */
export async function jobSightsOf(
  aws: Pick<AwsClients, 'ssm'>,
  stackName: string,
): Promise<SavedSights | undefined> {
  const parameter = await parameterOf(aws, jobsParameterName(stackName));
  return parameter && decodeJobSights(parameter.value, sha256);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
