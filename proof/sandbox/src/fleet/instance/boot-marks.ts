import { writeBootLine, type BootLine, type BootStep } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { AgentSetup } from './boot.ts';
import type { Instance } from './instance.ts';

/**
 * When the kernel is up, and when the network is up, as shares of the time from power-on until the start script runs. Ubuntu 24.04 on EC2
 * spends 1.8 of 8.8 s in its kernel (depot.dev, "Improving EC2 boot time"). That the network is up after three quarters is an assumption.
 */
const SHARES = { kernel: 0.2, network: 0.75 };

/** When each step of a machine's start ended. Create it when the machine starts. */
export class BootMarks {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #bootedAt: number;
  readonly #marks: Partial<Record<BootStep, number>> = {};
  #hasHadJob = false;

  constructor(clock: Pick<Clock, 'now'>, bootMs: number) {
    this.#clock = clock;
    this.#bootedAt = clock.now();
    if (!Number.isFinite(bootMs)) return;
    this.#marks.kernel = Math.round(bootMs * SHARES.kernel);
    this.#marks.network = Math.round(bootMs * SHARES.network);
  }

  mark(step: BootStep): void {
    this.#marks[step] = this.sinceBootMs;
  }

  /** The time since the machine started, in whole milliseconds. */
  get sinceBootMs(): number {
    return Math.round(this.#clock.now() - this.#bootedAt);
  }

  /** Call it when the agent registers. Returns the line that the image's start script writes at the first registration, and undefined at later registrations. */
  bootLine(
    { id, instanceType, launchedAt, template }: Instance,
    { configParameter, ssmCalls }: Pick<AgentSetup, 'configParameter' | 'ssmCalls'>,
  ): string | undefined {
    if (this.#marks.registered !== undefined) return undefined;
    this.mark('registered');
    const line: BootLine = {
      ...{ event: 'boot', instanceId: id, instanceType, imageId: template?.imageId ?? '', configParameter },
      launchedAt: new Date(launchedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      at: new Date(this.#clock.now()).toISOString(),
      ...{ startedBy: 'user-data', parametersBy: 'signed-request', ssmCalls },
      marks: { ...this.#marks, registered: this.sinceBootMs },
    };
    return writeBootLine(line);
  }

  /** Call it when the agent starts a job. Returns the line that the image writes at the first job, and undefined at later jobs. */
  firstJobLine({ id: instanceId }: Instance, configParameter: string): string | undefined {
    if (this.#hasHadJob) return undefined;
    this.#hasHadJob = true;
    const at = new Date(this.#clock.now()).toISOString();
    return writeBootLine({
      ...{ event: 'first-job', instanceId, configParameter, at },
      sinceBootMs: this.sinceBootMs,
    });
  }
}
