import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import { withoutSettings } from '../../testing/without-settings.ts';

/** Runs a lookup against a fake region that answers like this. */
export async function inRegion<T>(answer: AwsAnswer, lookUp: (aws: AwsClients) => Promise<T>): Promise<T> {
  await using server = await AwsServer.start(answer);
  const before = process.env;
  process.env = {
    ...withoutSettings(before),
    ...server.environment,
    AWS_REGION: 'eu-west-1',
    AWS_MAX_ATTEMPTS: '1',
  };
  try {
    return await lookUp(awsClients(process.env));
  } finally {
    process.env = before;
  }
}
