import type { CallOptions } from '../calls/call.ts';
import type { ClientOptions } from '../client-options.ts';
import type { MetricPublisher } from './metric-publisher.ts';

/** A publisher for one namespace. CloudWatch's client is loaded only now: a function's start does not wait for it. */
export async function loadMetricPublisher(
  namespace: string,
  options: ClientOptions & CallOptions = {},
): Promise<MetricPublisher> {
  const [{ cloudWatchClient }, { MetricPublisher }] = await Promise.all([
    import('./client.ts'),
    import('./metric-publisher.ts'),
  ]);
  return new MetricPublisher(cloudWatchClient(options), namespace, options);
}
