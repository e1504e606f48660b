import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { loadFleets, type FleetConfig } from '@agent-aws-stack/config';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { PreflightProblem } from '../preflight/problem.ts';
import { runChecks } from '../preflight/run-checks.ts';
import type { FakeSite } from './fake-site.ts';

/** The image id in `fleetParameters`. */
export const AMI = 'ami-0123456789abcdef0';

const identity = {
  account: '111111111111',
  arn: 'arn:aws:iam::111111111111:user/ops',
  region: 'eu-west-1',
  partition: 'aws',
  principal: 'user/ops',
};

export const fleetsOf = (...files: readonly object[]) =>
  loadFleets({
    env: { SEMAPHORE_AGENT_STACK_CONFIG: 'fleets.json' },
    readFile: () => JSON.stringify({ fleets: files }),
  }).fleets;

/** The problems that the preflight finds at a site. */
export async function preflightProblems(
  site: FakeSite,
  fleets: readonly FleetConfig[],
): Promise<readonly PreflightProblem[]> {
  await using server = await AwsServer.start(site.around((_, reply) => reply.fail('InvalidAction', 'no')));
  const config = {
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const aws = {
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    quotas: new ServiceQuotasClient(config),
    ssm: new SSMClient(config),
  };
  const { problems } = await runChecks(aws, fleets, { identity, typed: { profile: 'ops' } });
  return problems;
}
