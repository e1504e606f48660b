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

/** The deadline of a call, retries included. */
export const DEADLINE_MS = 60_000;
/** The deadline of calls that read several pages. */
export const PAGES_DEADLINE_MS = 120_000;

/** Clients for the region and profile of the environment. */
export function awsClients({ AWS_REGION: region, AWS_PROFILE: profile }: Environment) {
  const settings = { region: region || undefined, profile: profile || undefined, requestTimeoutMs: 20_000 };
  const deadline = { deadlineMs: DEADLINE_MS };
  const cloudWatch = cloudWatchClient(settings);
  return {
    alarms: new Alarms(cloudWatch, deadline),
    autoScaling: autoScalingClient(settings),
    ec2: ec2Client(settings),
    functions: new Functions(lambdaClient(settings), deadline),
    iam: iamClient(settings),
    kms: kmsClient(settings),
    logGroups: new LogGroups(logsClient(settings), { deadlineMs: PAGES_DEADLINE_MS }),
    metrics: new Metrics(cloudWatch, deadline),
    quotas: serviceQuotasClient(settings),
    rules: new Rules(eventsClient(settings), deadline),
    ssm: ssmClient(settings),
    stacks: new Stacks(cloudFormationClient(settings), { deadlineMs: PAGES_DEADLINE_MS }),
    sts: stsClient(settings),
  };
}

export type AwsClients = ReturnType<typeof awsClients>;

/**
 * Makes one call of an SDK client: `ask('ec2:DescribeImages', 'images of the account', (o) => ec2.send(command, o))`.
 * @throws AwsError, whose subclass tells the kind of failure and whose message names action and resource
 */
export function ask<Output>(
  action: string,
  resource: string,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  return call({ action, resource }, { deadlineMs: DEADLINE_MS }, send);
}
