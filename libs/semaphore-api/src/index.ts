export { parseEndpoint, type Endpoint } from './endpoint.ts';
export {
  InvalidEndpointError,
  SemaphoreBodyTooLargeError,
  SemaphoreConnectionError,
  SemaphoreDeadlineError,
  SemaphoreError,
  SemaphoreReplyError,
  SemaphoreStatusError,
} from './errors.ts';
export { MetricsClient, type MetricsClientOptions } from './metrics/client.ts';
export { metricsSchema, type MetricsResponse } from './metrics/schema.ts';
