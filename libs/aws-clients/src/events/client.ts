import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function eventsClient(options?: ClientOptions): EventBridgeClient {
  return new EventBridgeClient(clientConfig(options));
}
