import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function logsClient(options?: ClientOptions): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientConfig(options));
}
