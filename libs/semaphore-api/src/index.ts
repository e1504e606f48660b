export { hostAndPort, parseEndpoint, type Endpoint } from './endpoint.ts';
export * from './errors.ts';
export { MetricsClient, readMetrics, type MetricsClientOptions } from './metrics/client.ts';
export type { MetricsResponse } from './metrics/schema.ts';
export { getQueuedJobs, readQueuedJobs, type QueuedJobs } from './jobs/queued-jobs.ts';
