import { IN_SERVICE_METRIC } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { MetricStore } from './metric-store.ts';

const MINUTE_MS = 60_000;

/** Once a minute until the signal aborts, publishes how many instances are in service, as Auto Scaling does. */
export async function publishInService(
  clock: Clock,
  signal: AbortSignal,
  metrics: Pick<MetricStore, 'put'>,
  groups: () => readonly { readonly name: string; readonly inService: number }[],
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(MINUTE_MS - (clock.now() % MINUTE_MS), signal).catch(() => undefined);
    if (signal.aborted) return;
    for (const { name: group, inService } of groups())
      metrics.put({
        ...{ namespace: 'AWS/AutoScaling', name: IN_SERVICE_METRIC },
        dimensions: { AutoScalingGroupName: group },
        ...{ timestamp: clock.now(), values: [inService] },
      });
  }
}
