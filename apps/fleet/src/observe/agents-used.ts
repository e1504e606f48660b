import { metricDimensions, METRICS, METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';

/** How many agents a fleet had, according to the scaler's metrics. */
export interface AgentsUsed {
  /** The average over the hours in which the scaler published metrics. */
  readonly average: number;
  /** The number of those hours. */
  readonly hours: number;
}

const HOUR_SECONDS = 3_600;
const WINDOW_HOURS = 7 * 24;
/** The average of fewer hours says little about a month. */
const LEAST_HOURS = 24;

/** How many agents the fleet had in the last seven days; undefined if the scaler has published metrics for less than a day. @throws AwsError */
export async function agentsUsed(
  { metrics }: Pick<AwsClients, 'metrics'>,
  stackName: string,
  now: Date,
): Promise<AgentsUsed | undefined> {
  const agents = (AgentState: 'idle' | 'occupied') => ({
    namespace: METRICS_NAMESPACE,
    metric: METRICS.agents,
    dimensions: metricDimensions(stackName, { AgentState }),
    statistic: 'Average' as const,
    periodSeconds: HOUR_SECONDS,
  });
  const samples = await metrics.query(
    { idle: agents('idle'), occupied: agents('occupied') },
    { from: new Date(now.getTime() - WINDOW_HOURS * HOUR_SECONDS * 1_000), to: now },
    `metrics of ${stackName}`,
  );
  const all = [...samples.idle, ...samples.occupied];
  const hours = new Set(all.map(({ at }) => at.getTime())).size;
  const sum = all.reduce((total, { value }) => total + value, 0);
  return hours < LEAST_HOURS ? undefined : { average: sum / hours, hours };
}
