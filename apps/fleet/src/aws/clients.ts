import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { call, clientConfig } from '@agent-aws-stack/aws-clients';

/** The SDK's clients, of the region and credentials in the environment (or of another region). */
export function awsClients(region?: string) {
  const patient = { region, requestTimeoutMs: 20_000 };
  return {
    autoScaling: new AutoScalingClient(clientConfig(patient)),
    cloudFormation: new CloudFormationClient(clientConfig(patient)),
    cloudWatch: new CloudWatchClient(clientConfig(patient)),
    ec2: new EC2Client(clientConfig(patient)),
    events: new EventBridgeClient(clientConfig(patient)),
    iam: new IAMClient(clientConfig(patient)),
    kms: new KMSClient(clientConfig(patient)),
    lambda: new LambdaClient(clientConfig(patient)),
    logs: new CloudWatchLogsClient(clientConfig(patient)),
    quotas: new ServiceQuotasClient(clientConfig(patient)),
    ssm: new SSMClient(clientConfig(patient)),
    sts: new STSClient(clientConfig(patient)),
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
  return call({ action, resource }, { deadlineMs: 60_000 }, send);
}
