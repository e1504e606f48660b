import { KMSClient } from '@aws-sdk/client-kms';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function kmsClient(options?: ClientOptions): KMSClient {
  return new KMSClient(clientConfig(options));
}
