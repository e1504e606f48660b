import type { Clock } from '../../clock.ts';
import type { LifecycleHook } from '../region/region.ts';

export type HookResult = LifecycleHook['defaultResult'];

/** An instance's wait for the answer to a lifecycle hook. It lasts until the heartbeat timeout at most. */
export class HookWait {
  readonly hook: LifecycleHook;
  readonly token: string;
  readonly #clock: Clock;
  readonly #answered = new AbortController();
  #deadline: number;
  #result: HookResult | undefined;

  constructor(hook: LifecycleHook, token: string, clock: Clock) {
    this.hook = hook;
    this.token = token;
    this.#clock = clock;
    this.#deadline = clock.now() + hook.heartbeatTimeoutSeconds * 1000;
  }

  complete(result: HookResult): void {
    this.#result ??= result;
    this.#answered.abort();
  }

  /** The hook was deleted, so a launching instance is abandoned and a terminating one goes on: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html */
  hookDeleted(): void {
    this.complete(this.hook.transition === 'launching' ? 'ABANDON' : 'CONTINUE');
  }

  heartbeat(): void {
    this.#deadline = this.#clock.now() + this.hook.heartbeatTimeoutSeconds * 1000;
  }

  /** Resolves with the answer, or with the hook's default result at the timeout. Rejects when the signal is aborted. */
  async result(signal: AbortSignal): Promise<HookResult> {
    while (this.#result === undefined && this.#clock.now() < this.#deadline) {
      try {
        await this.#clock.sleep(
          this.#deadline - this.#clock.now(),
          AbortSignal.any([signal, this.#answered.signal]),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (!this.#answered.signal.aborted) throw error;
      }
    }
    return this.#result ?? this.hook.defaultResult;
  }
}
