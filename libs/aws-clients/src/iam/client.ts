import { IAMClient } from '@aws-sdk/client-iam';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function iamClient(options?: ClientOptions): IAMClient {
  return new IAMClient(clientConfig(options));
}
