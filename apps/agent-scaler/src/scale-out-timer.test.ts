import { describe, expect, it } from '@jest/globals';
import { ScaleOutTimer } from './scale-out-timer.ts';

describe('ScaleOutTimer', () => {
  it.each<[string, (timer: ScaleOutTimer) => void, number]>([
    [
      'from the first poll that wanted a raise',
      (timer) => [10, 20, 30].forEach((now) => timer.wanted(now)),
      90,
    ],
    [
      'from the first poll that wanted a raise after one that wanted none',
      (timer) => (timer.wanted(10), timer.satisfied(), timer.wanted(40)),
      60,
    ],
    [
      'from the first poll that wanted a raise after the previous raise',
      (timer) => (timer.wanted(10), timer.raised(20), timer.wanted(70)),
      30,
    ],
    ['zero if no poll wanted a raise', () => undefined, 0],
  ])('measures %s', (_, before, expected) => {
    const timer = new ScaleOutTimer();
    before(timer);
    expect(timer.raised(100)).toBe(expected);
  });
});
