import { LAUNCH_HOOK_NAME } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { Random } from '../../random.ts';
import type { HookResult } from './hook-wait.ts';
import type { InstanceAws } from './instance-aws.ts';
import type { ShutdownReason } from './shutdown-reason.ts';

export interface LaunchReportOptions {
  readonly instanceId: string;
  readonly groupName: string;
  readonly aws: Pick<InstanceAws, 'completeLaunch'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly power: AbortSignal;
}

/** How long a refused report is retried, as in launch.sh of the images. */
const REFUSED_FOR_MS = 60_000;
/** How long a report is retried after other errors while the instance ends, as in launch.sh. */
const SHUTDOWN_FOR_MS = 30_000;
/** The upper bounds of retry.sh's random waits. The last bound applies to all further waits. */
const BOUNDS_MS = [1, 2, 4, 8, 16, 20].map((seconds) => seconds * 1_000);
const REFUSALS = ['AccessDenied', 'AccessDeniedException', 'ValidationError'];

/** Does what the image's scripts do in a fleet with a launch timeout: reports the launch's result to the group. */
export class LaunchReport {
  readonly #options: LaunchReportOptions;
  #hasReported = false;
  #lastError: string | undefined;

  constructor(options: LaunchReportOptions) {
    this.#options = options;
  }

  /** Whether the instance has nothing more to report. */
  get hasReported(): boolean {
    return this.#hasReported;
  }

  /** Whether a report has failed, even if a later one was accepted. */
  get wasRefused(): boolean {
    return this.#lastError !== undefined;
  }

  /** Reports that the agent is ready for jobs. Gives up without an error. Rejects only if the machine loses power. */
  async agentIsReady(timeoutMs: number): Promise<void> {
    await this.#report('CONTINUE', timeoutMs);
    // An instance that was launched before its group had the hook has nothing to report.
    this.#hasReported ||= this.#lastError === 'ValidationError';
  }

  /** Reports the result before the instance ends, unless it has been reported. Returns whether the group terminates the instance. */
  async finish(reason: ShutdownReason): Promise<boolean> {
    if (reason === 'UNKNOWN') return this.abandon();
    await this.#report('CONTINUE', SHUTDOWN_FOR_MS);
    return false;
  }

  /** Makes the group replace the instance. Returns false if the launch is complete, or AWS refuses. */
  async abandon(): Promise<boolean> {
    return !this.#hasReported && (await this.#report('ABANDON', SHUTDOWN_FOR_MS));
  }

  /** Returns whether AWS has accepted this report or an earlier one. */
  async #report(result: HookResult, transientForMs: number): Promise<boolean> {
    const { instanceId, groupName, aws, clock, random, power } = this.#options;
    let waitedMs = 0;
    for (let attempt = 0; !this.#hasReported; attempt++) {
      try {
        await aws.completeLaunch(instanceId, { groupName, hookName: LAUNCH_HOOK_NAME, result });
        this.#hasReported = true;
      } catch (error) {
        power.throwIfAborted();
        const name = error instanceof Error ? error.name : '';
        this.#lastError = name;
        const isRefusal = REFUSALS.includes(name);
        if (waitedMs >= (isRefusal ? REFUSED_FOR_MS : transientForMs)) return false;
        const waitMs = random.fraction() * (BOUNDS_MS[attempt] ?? 20_000);
        await clock.sleep(waitMs, power);
        waitedMs += waitMs;
      }
    }
    return true;
  }
}
