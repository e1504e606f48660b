import { autoScalingClient } from '@agent-aws-stack/aws-clients/auto-scaling';
import { cloudFormationClient, Stacks } from '@agent-aws-stack/aws-clients/cloudformation';
import { Alarms, cloudWatchClient, Metrics } from '@agent-aws-stack/aws-clients/cloudwatch';
import { ec2Client } from '@agent-aws-stack/aws-clients/ec2';
import { eventsClient, Rules } from '@agent-aws-stack/aws-clients/events';
import { iamClient } from '@agent-aws-stack/aws-clients/iam';
import { kmsClient } from '@agent-aws-stack/aws-clients/kms';
import { Functions, lambdaClient } from '@agent-aws-stack/aws-clients/lambda';
import { LogGroups, logsClient } from '@agent-aws-stack/aws-clients/logs';
import { serviceQuotasClient } from '@agent-aws-stack/aws-clients/service-quotas';
import { ssmClient } from '@agent-aws-stack/aws-clients/ssm';
import { stsClient } from '@agent-aws-stack/aws-clients/sts';
import { call } from '@agent-aws-stack/aws-clients';
import type { Environment } from '@agent-aws-stack/config';

export const DEADLINE_MS = 60_000;
/** For answers in several pages. */
export const PAGES_DEADLINE_MS = 120_000;

/** Clients for the region and profile of the environment. */
export function awsClients({ AWS_REGION: region, AWS_PROFILE: profile }: Environment) {
  const patient = { region: region || undefined, profile: profile || undefined, requestTimeoutMs: 20_000 };
  const answer = { deadlineMs: DEADLINE_MS };
  const cloudWatch = cloudWatchClient(patient);
  return {
    alarms: new Alarms(cloudWatch, answer),
    autoScaling: autoScalingClient(patient),
    ec2: ec2Client(patient),
    functions: new Functions(lambdaClient(patient), answer),
    iam: iamClient(patient),
    kms: kmsClient(patient),
    logGroups: new LogGroups(logsClient(patient), { deadlineMs: PAGES_DEADLINE_MS }),
    metrics: new Metrics(cloudWatch, answer),
    quotas: serviceQuotasClient(patient),
    rules: new Rules(eventsClient(patient), answer),
    ssm: ssmClient(patient),
    stacks: new Stacks(cloudFormationClient(patient), { deadlineMs: PAGES_DEADLINE_MS }),
    sts: stsClient(patient),
  };
}

export type AwsClients = ReturnType<typeof awsClients>;

/**
 * One call of an SDK client: `ask('ec2:DescribeImages', 'images of the account', (o) => ec2.send(command, o))`.
 * @throws AwsError of the kind that fits, naming action and resource
 */
export function ask<Output>(
  action: string,
  resource: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  return call({ action, resource }, { deadlineMs: DEADLINE_MS }, send);
}
