import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function lambdaClient(options?: ClientOptions): LambdaClient {
  return new LambdaClient(clientConfig(options));
}
