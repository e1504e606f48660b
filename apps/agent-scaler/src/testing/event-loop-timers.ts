import { jest } from '@jest/globals';

const STEP_MS = 2;

/**
 * Fake timers that advance by 2 ms with each turn of the event loop, not with the wall clock. A call that hangs still
 * reaches its deadline, but a call that is only slow on a busy machine does not. Sockets stay real.
 */
export class EventLoopTimers implements Disposable {
  readonly #ticks: NodeJS.Timeout;

  constructor() {
    jest.useFakeTimers({
      doNotFake: [
        'Date',
        'hrtime',
        'nextTick',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
      ],
    });
    // One step per turn of the event loop: an interval does not catch up on missed ticks.
    this.#ticks = setInterval(() => jest.advanceTimersByTime(STEP_MS), 1);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#ticks);
    jest.useRealTimers();
  }
}
