import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function cloudWatchClient(options?: ClientOptions): CloudWatchClient {
  return new CloudWatchClient(clientConfig(options));
}
