import {
  type Clock as ScalerClock,
  EmbeddedMetrics,
  type Ports,
  readSettings,
  runScheduled,
  type ScalerSettings,
  type TokenCache,
} from '@agent-aws-stack/agent-scaler/in-process';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { readEmbeddedMetric } from './cloudwatch/embedded-metrics.ts';
import type { MetricStore } from './cloudwatch/metric-store.ts';
import { LambdaProcess } from './lambda-process.ts';
import { type ScalerSurroundings, scalerPorts } from './scaler-ports.ts';
import type { FleetTemplate } from './stack-template.ts';

/** How an invocation ended. `killed` means that its process was ended. */
export type InvocationResult = 'succeeded' | 'failed' | 'timed-out' | 'killed';

export interface InvocationOptions extends ScalerSurroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: MetricStore;
  /** Called for each line that the scaler logs. */
  readonly onLog?: ((level: string, message: string, fields: unknown) => void) | undefined;
}

/** Runs the scaler's own code for an event of the schedule, until it ends, its process is ended or its time is up. Does not reject. */
export async function runScaler(
  { process, tokenCache }: { readonly process: LambdaProcess; readonly tokenCache: TokenCache },
  {
    definition: { environment, timeoutSeconds },
    scheduledAt,
  }: { readonly definition: FleetTemplate['scaler']; readonly scheduledAt: number },
  options: InvocationOptions,
): Promise<InvocationResult> {
  const { clock, random } = options;
  const settings = readSettings(environment);
  const remainingMs = timeoutSeconds * 1_000;
  const finished = new AbortController();
  const event = { time: new Date(Math.floor(scheduledAt / 1_000) * 1_000).toISOString() };
  // When the invocation ends, freeze what it leaves running, because Lambda would not let that run either.
  const invocation = new LambdaProcess();
  process.ended.addEventListener('abort', () => invocation.end(), { signal: finished.signal });
  const ports = { ...portsOf(invocation, settings, options), tokenCache };
  const start = { event, remainingMs, random: () => random.fraction() };
  const work = runScheduled(ports, settings, start).then(
    () => 'succeeded' as const,
    () => 'failed' as const,
  );
  const limit = clock.sleep(remainingMs, finished.signal).then(
    () => 'timed-out' as const,
    () => 'timed-out' as const,
  );
  const killed = new Promise<'killed'>((resolve) => {
    process.ended.addEventListener('abort', () => resolve('killed'), { signal: finished.signal });
  });
  const result = await Promise.race([work, limit, killed]);
  finished.abort();
  invocation.end();
  return result;
}

function portsOf(
  process: LambdaProcess,
  settings: ScalerSettings,
  options: InvocationOptions,
): Omit<Ports, 'tokenCache'> {
  const { clock, metrics, onLog } = options;
  const ports = scalerPorts(options, settings);
  const log =
    (level: string) =>
    (message: unknown, ...fields: unknown[]) => {
      if (!process.ended.aborted) onLog?.(level, String(message), fields[0]);
    };
  return {
    clock: process.guardAll<ScalerClock>({
      now: () => clock.now(),
      date: () => new Date(clock.now()),
      sleep: async (ms, signal) => {
        if (ms > 0 && signal?.aborted !== true) await clock.sleep(ms, signal).catch(() => undefined);
      },
    }),
    demand: process.guardAll(ports.demand),
    token: process.guardAll(ports.token),
    capacity: process.guardAll(ports.capacity),
    launches: ports.launches && process.guardAll(ports.launches),
    onDemand: ports.onDemand && process.guardAll(ports.onDemand),
    lease: ports.lease && process.guardAll(ports.lease),
    sights: ports.sights && process.guardAll(ports.sights),
    metrics: new EmbeddedMetrics((line) => {
      if (!process.ended.aborted) metrics.put(readEmbeddedMetric(line));
    }),
    log: { debug: log('debug'), info: log('info'), warn: log('warn') },
  };
}
