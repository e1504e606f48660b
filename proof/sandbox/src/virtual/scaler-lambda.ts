import type { TokenCache } from '@agent-aws-stack/agent-scaler/in-process';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { LambdaProcess } from './lambda-process.ts';
import { type InvocationOptions, type InvocationResult, runScaler } from './scaler-invocation.ts';
import { type FleetTemplate, physicalIdOf } from './stack-template.ts';

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

export interface ScalerLambdaOptions extends InvocationOptions {
  readonly definition: FleetTemplate['scaler'];
}

/** From the start of a new execution environment until the handler runs. Assumed. */
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

  /** Updates the function. Invocations in progress finish with the old definition; later ones start in new environments. */
  update(definition: FleetTemplate['scaler']): void {
    this.#definition = definition;
    this.#environments = [];
  }

  /** Ends all its processes, including those of invocations in progress. */
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
    const result = await runScaler(environment, { definition, scheduledAt }, this.#options);
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
}
