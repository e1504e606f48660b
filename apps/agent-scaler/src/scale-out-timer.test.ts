import { describe, expect, it } from '@jest/globals';
import { ScaleOutTimer } from './scale-out-timer.ts';

describe('ScaleOutTimer', () => {
  it.each<[string, (timer: ScaleOutTimer) => void, number]>([
    ['from when a raise was first wanted', (timer) => [10, 20, 30].forEach((now) => timer.wanted(now)), 90],
    [
      'anew after no raise was wanted',
      (timer) => (timer.wanted(10), timer.satisfied(), timer.wanted(40)),
      60,
    ],
    ['anew after a raise', (timer) => (timer.wanted(10), timer.raised(20), timer.wanted(70)), 30],
    ['nothing if no raise was wanted', () => undefined, 0],
  ])('measures %s', (_, before, expected) => {
    const timer = new ScaleOutTimer();
    before(timer);
    expect(timer.raised(100)).toBe(expected);
  });
});
