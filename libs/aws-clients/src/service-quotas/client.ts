import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { clientConfig, type ClientOptions } from '../client-options.ts';

export function serviceQuotasClient(options?: ClientOptions): ServiceQuotasClient {
  return new ServiceQuotasClient(clientConfig(options));
}
