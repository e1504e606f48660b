import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function cloudFormationClient(options?: ClientOptions): CloudFormationClient {
  return new CloudFormationClient(clientConfig(options));
}
