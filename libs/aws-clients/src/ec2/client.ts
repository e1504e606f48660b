import { EC2Client } from '@aws-sdk/client-ec2';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function ec2Client(options?: ClientOptions): EC2Client {
  return new EC2Client(clientConfig(options));
}
