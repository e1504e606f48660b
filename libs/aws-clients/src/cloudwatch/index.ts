export { MetricPublisher, type MetricDatum } from './metric-publisher.ts';
export { cloudWatchClient } from './client.ts';
