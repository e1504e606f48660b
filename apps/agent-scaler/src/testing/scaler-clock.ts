import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import type { Clock } from '../ports.ts';

/** A virtual clock for the scaler: it starts at an arbitrary time, and an aborted sleep resolves. */
export class ScalerClock extends VirtualClock implements Clock {
  constructor(startsAt = 1_000_000.25) {
    super(startsAt);
  }

  date(): Date {
    return new Date(1_767_225_600_000 + this.now());
  }

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms > 0) await super.sleep(ms, signal).catch(() => undefined);
  }
}
