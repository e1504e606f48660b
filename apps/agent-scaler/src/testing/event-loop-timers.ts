import { jest } from '@jest/globals';

const STEP_MS = 2;

/**
 * Timers that advance by a few milliseconds with each turn of the event loop instead of with the wall clock: a call that
 * hangs still reaches its deadline, and a call that a busy machine merely slows down does not. Sockets stay real.
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
    // One step per turn, however late it comes: an interval does not make up for ticks that it missed.
    this.#ticks = setInterval(() => jest.advanceTimersByTime(STEP_MS), 1);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#ticks);
    jest.useRealTimers();
  }
}
