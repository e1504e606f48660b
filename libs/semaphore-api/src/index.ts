export { metricsSchema, type MetricsResponse } from './metrics/schema.ts';
