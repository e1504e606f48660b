export { Alarms, type Alarm } from './alarms.ts';
export { cloudWatchClient } from './client.ts';
export { Metrics, type MetricQuery, type Period, type Sample } from './metrics.ts';
