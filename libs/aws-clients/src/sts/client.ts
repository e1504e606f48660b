import { STSClient } from '@aws-sdk/client-sts';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function stsClient(options?: ClientOptions): STSClient {
  return new STSClient(clientConfig(options));
}
