import { describe, expect, it } from '@jest/globals';
import { ScaleOutTimer } from './scale-out-timer.ts';

describe('ScaleOutTimer', () => {
  it.each<[string, (timer: ScaleOutTimer) => void, number]>([
    ['from the first wish', (timer) => [10, 20, 30].forEach((now) => timer.wanted(now)), 90],
    [
      'from the wish after one that was satisfied',
      (timer) => (timer.wanted(10), timer.satisfied(), timer.wanted(40)),
      60,
    ],
    [
      'from the wish after one that was raised',
      (timer) => (timer.wanted(10), timer.raised(20), timer.wanted(70)),
      30,
    ],
    ['nothing without a wish', () => undefined, 0],
  ])('counts %s', (_, before, expected) => {
    const timer = new ScaleOutTimer();
    before(timer);
    expect(timer.raised(100)).toBe(expected);
  });
});
