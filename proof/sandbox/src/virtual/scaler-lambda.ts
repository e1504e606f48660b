import {
  type Clock as ScalerClock,
  EmbeddedMetrics,
  type Ports,
  readSettings,
  runScheduled,
  type TokenCache,
} from '@agent-aws-stack/agent-scaler/in-process';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { readEmbeddedMetric } from './cloudwatch/embedded-metrics.ts';
import type { MetricStore } from './cloudwatch/metric-store.ts';
import { LambdaProcess } from './lambda-process.ts';
import { type ScalerSurroundings, scalerPorts } from './scaler-ports.ts';
import { type FleetTemplate, physicalIdOf } from './stack-template.ts';

/** How an invocation ended. `killed` = with its process. */
export type InvocationResult = 'succeeded' | 'failed' | 'timed-out' | 'killed';

/** Times are milliseconds since the epoch. */
export interface InvocationRecord {
  readonly scheduledAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly result: InvocationResult;
}

/** An execution environment: a process that serves one invocation at a time, and keeps its token cache in between. */
interface Environment {
  readonly process: LambdaProcess;
  readonly tokenCache: TokenCache;
  isBusy: boolean;
}

export interface ScalerLambdaOptions extends ScalerSurroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: MetricStore;
  readonly definition: FleetTemplate['scaler'];
  /** Called for each line that the scaler logs. */
  readonly onLog?: ((level: string, message: string, fields: unknown) => void) | undefined;
}

/** From the start of a new execution environment until the handler runs. */
const COLD_START_MS = { from: 300, to: 900 };

/** Lambda with the scaler's function: the scaler's own code, on the simulation's clock and connections. */
export class ScalerLambda {
  readonly invocations: InvocationRecord[] = [];
  readonly #options: ScalerLambdaOptions;
  #definition: FleetTemplate['scaler'];
  #environments: Environment[] = [];

  constructor(options: ScalerLambdaOptions) {
    this.#options = options;
    this.#definition = options.definition;
  }

  /** Updates the function. Invocations in progress finish with the old one; later ones start in new environments. */
  update(definition: FleetTemplate['scaler']): void {
    this.#definition = definition;
    this.#environments = [];
  }

  /** Ends all its processes, also those of invocations in progress. */
  kill(): void {
    for (const { process } of this.#environments) process.end();
    this.#environments = [];
  }

  /** Runs one invocation. Resolves when it has ended; does not reject. */
  async invoke(scheduledAt: number): Promise<void> {
    const { clock, metrics } = this.#options;
    const definition = this.#definition;
    const environment = await this.#environment();
    const startedAt = clock.now();
    const result = await this.#run(environment, definition, scheduledAt);
    const endedAt = clock.now();
    environment.isBusy = false;
    if (result !== 'succeeded' && result !== 'failed') this.#discard(environment);
    this.invocations.push({ scheduledAt, startedAt, endedAt, result });
    // The timestamp of Lambda's metrics is the start of the invocation; they arrive after its end.
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    const datum = {
      namespace: 'AWS/Lambda',
      dimensions: { FunctionName: physicalIdOf(LOGICAL_IDS.scalerFunction) },
      timestamp: startedAt,
    };
    metrics.put({ ...datum, name: 'Invocations', values: [1] });
    metrics.put({ ...datum, name: 'Errors', values: [result === 'succeeded' ? 0 : 1] });
  }

  async #environment(): Promise<Environment> {
    const { clock, random } = this.#options;
    const warm = this.#environments.find(({ isBusy }) => !isBusy);
    if (warm !== undefined) {
      warm.isBusy = true;
      return warm;
    }
    const cold: Environment = { process: new LambdaProcess(), tokenCache: {}, isBusy: true };
    this.#environments.push(cold);
    await clock.sleep(COLD_START_MS.from + random.fraction() * (COLD_START_MS.to - COLD_START_MS.from));
    return cold;
  }

  #discard(environment: Environment): void {
    environment.process.end();
    this.#environments = this.#environments.filter((other) => other !== environment);
  }

  async #run(
    { process, tokenCache }: Environment,
    { environment, timeoutSeconds }: FleetTemplate['scaler'],
    scheduledAt: number,
  ): Promise<InvocationResult> {
    const { clock, random } = this.#options;
    const settings = readSettings(environment);
    const remainingMs = timeoutSeconds * 1_000;
    const finished = new AbortController();
    const event = { time: new Date(Math.floor(scheduledAt / 1_000) * 1_000).toISOString() };
    // What the invocation leaves running after its end is frozen: Lambda would not let it run either.
    const invocation = new LambdaProcess();
    process.ended.addEventListener('abort', () => invocation.end(), { signal: finished.signal });
    const start = { event, remainingMs, random: () => random.fraction() };
    const work = runScheduled({ ...this.#ports(invocation, settings), tokenCache }, settings, start).then(
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

  #ports(process: LambdaProcess, settings: ReturnType<typeof readSettings>): Omit<Ports, 'tokenCache'> {
    const { clock, metrics, onLog } = this.#options;
    const ports = scalerPorts(this.#options, settings);
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
      lease: ports.lease && process.guardAll(ports.lease),
      sights: ports.sights && process.guardAll(ports.sights),
      metrics: new EmbeddedMetrics((line) => {
        if (!process.ended.aborted) metrics.put(readEmbeddedMetric(line));
      }),
      log: { debug: log('debug'), info: log('info'), warn: log('warn') },
    };
  }
}
