export { hostAndPort, parseEndpoint, type Endpoint } from './endpoint.ts';
export * from './errors.ts';
export { MetricsClient, readMetrics, type MetricsClientOptions } from './metrics/client.ts';
export type { MetricsResponse } from './metrics/schema.ts';
export { getQueuedJobs, type QueuedJobs } from './jobs/queued-jobs.ts';
