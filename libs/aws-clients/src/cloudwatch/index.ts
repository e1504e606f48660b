export { loadMetricPublisher } from './load-metric-publisher.ts';
export type { MetricDatum } from './metric-datum.ts';
export type { MetricPublisher } from './metric-publisher.ts';
