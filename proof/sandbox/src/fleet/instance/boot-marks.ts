import { writeBootLine, type BootLine, type BootStep } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { AgentSetup } from './boot.ts';
import type { Instance } from './instance.ts';

/**
 * When the kernel is up, as a share of the time from power-on until the start script runs. Ubuntu 24.04 on EC2 spends 1.8 of 8.8 s
 * in its kernel (depot.dev, "Improving EC2 boot time").
 */
const KERNEL_SHARE = 0.2;
/** The time from when the network is up until the boot unit runs the start script, as in docs/boot-bench.md. In a short boot, it is at most a quarter of the boot. */
const UNIT_AFTER_NETWORK_MS = 53;

/** How long the steps of a start last at least, in milliseconds. */
export type StepTimes = Partial<Readonly<Record<BootStep, number>>>;

/** When each step of a machine's start ended. Create it when the machine starts. */
export class BootMarks {
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  readonly #stepTimes: StepTimes;
  readonly #bootedAt: number;
  #lastMarkAt: number;
  readonly #marks: Partial<Record<BootStep, number>> = {};
  #hasHadJob = false;

  constructor(clock: Pick<Clock, 'now' | 'sleep'>, bootMs: number, stepTimes: StepTimes = {}) {
    this.#clock = clock;
    this.#stepTimes = stepTimes;
    this.#bootedAt = clock.now();
    this.#lastMarkAt = this.#bootedAt;
    if (!Number.isFinite(bootMs)) return;
    this.#marks.kernel = Math.round(bootMs * KERNEL_SHARE);
    this.#marks.network = Math.round(bootMs - Math.min(UNIT_AFTER_NETWORK_MS, bootMs / 4));
  }

  mark(step: BootStep): void {
    this.#marks[step] = this.sinceBootMs;
    this.#lastMarkAt = this.#clock.now();
  }

  /** Waits until the step that follows the last mark has lasted as long as it must. */
  async untilOver(step: BootStep, power: AbortSignal): Promise<void> {
    const restMs = this.#lastMarkAt + (this.#stepTimes[step] ?? 0) - this.#clock.now();
    if (restMs > 0) await this.#clock.sleep(restMs, power);
  }

  /** Waits like untilOver, and then marks the step. */
  async end(step: BootStep, power: AbortSignal): Promise<void> {
    await this.untilOver(step, power);
    this.mark(step);
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
      ...{ startedBy: 'boot-unit', parametersBy: 'signed-request', ssmCalls },
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
