import { jest } from '@jest/globals';

const STEP_MS = 5;

/**
 * Time that passes with the turns of the event loop, a few milliseconds each, instead of with the clock on the wall:
 * what hangs still runs into its deadline, and what a busy machine merely slows down never does. Sockets stay real.
 */
export class TurnTime implements Disposable {
  readonly #turns: NodeJS.Timeout;

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
    // One step a turn however late the turn comes: a real interval makes up for nothing that it missed.
    this.#turns = setInterval(() => jest.advanceTimersByTime(STEP_MS), 1);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#turns);
    jest.useRealTimers();
  }
}
