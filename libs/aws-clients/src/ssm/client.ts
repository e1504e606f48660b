import { SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function ssmClient(options?: ClientOptions): SSMClient {
  return new SSMClient(clientConfig(options));
}
