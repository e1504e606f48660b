import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function autoScalingClient(options?: ClientOptions): AutoScalingClient {
  return new AutoScalingClient(clientConfig(options));
}
