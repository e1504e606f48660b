export { parseEndpoint, type Endpoint } from './endpoint.ts';
export * from './errors.ts';
export { MetricsClient, type MetricsClientOptions } from './metrics/client.ts';
export type { MetricsResponse } from './metrics/schema.ts';
export { getQueuedJobs, type QueuedJobs } from './jobs/queued-jobs.ts';
