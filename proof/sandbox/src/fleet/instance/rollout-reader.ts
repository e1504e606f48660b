import { isRetired, readRollout, rolloutBucket, type Rollout } from '@agent-aws-stack/contract';
import type { InstanceRollout } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { InstanceAws } from './instance-aws.ts';

export interface RolloutReaderOptions extends InstanceRollout {
  readonly clock: Clock;
  readonly aws: Pick<InstanceAws, 'getWrittenParameter'>;
  readonly instanceId: string;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  readonly everyMs: number;
}

/** Reads the fleet's rollout again and again, as the image's retirement watch does. */
export class RolloutReader {
  readonly #options: RolloutReaderOptions;
  #read: { readonly rollout: Rollout; readonly writtenAt: number } | undefined;

  constructor(options: RolloutReaderOptions) {
    this.#options = options;
  }

  /** Whether the instance must leave. False if the last read failed. */
  get isOutdated(): boolean {
    const { clock, instanceId: id, revision, launchedAt } = this.#options;
    if (this.#read === undefined) return false;
    const { rollout, writtenAt } = this.#read;
    return isRetired({ id, revision, launchedAt }, rollout, { writtenAt, now: clock.now() });
  }

  /** @param onRead called after each read, and between two reads when the growing share of a rollout reaches this instance */
  start(onRead: () => void, signal: AbortSignal): void {
    const { clock, instanceId, everyMs } = this.#options;
    const read = async (): Promise<void> => {
      // Wait, so that the instances of a fleet do not all read at the same time.
      await clock.sleep((rolloutBucket(instanceId) * everyMs) / 100, signal);
      for (;;) {
        await this.#readNow();
        const nextAt = clock.now() + everyMs;
        onRead();
        const { rollout } = this.#read ?? {};
        const isOther = rollout !== undefined && rollout.revision !== this.#options.revision;
        while (clock.now() < nextAt) {
          await clock.sleep(isOther && !this.isOutdated ? everyMs / 60 : nextAt - clock.now(), signal);
          if (this.isOutdated) onRead();
        }
      }
    };
    // `read` rejects when the agent has ended.
    void read().catch(() => undefined);
  }

  async #readNow(): Promise<void> {
    const { aws, parameterName } = this.#options;
    try {
      const { value, writtenAt } = await aws.getWrittenParameter(parameterName);
      const rollout = readRollout(value);
      this.#read = rollout && { rollout, writtenAt };
    } catch {
      this.#read = undefined;
    }
  }
}
