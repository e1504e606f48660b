import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('size rules', () => {
  it.each<[string, Settings]>([
    ['sizes in order', { ASG_MIN_SIZE: 1, ASG_DESIRED: 2, ASG_MAX_SIZE: 3 }],
    ['all sizes equal', { ASG_MIN_SIZE: 0, ASG_DESIRED: 0, ASG_MAX_SIZE: 0 }],
    ['a factor with its strategy', { OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 1 }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    ['min over max', { ASG_MIN_SIZE: 4, ASG_MAX_SIZE: 3 }, /^ASG_MIN_SIZE: at most .*, which is 3$/],
    ['desired over max', { ASG_MAX_SIZE: 3, ASG_DESIRED: 4 }, /^ASG_DESIRED: from .*, which are 0 and 3/],
    ['desired under min', { ASG_MIN_SIZE: 2, ASG_MAX_SIZE: 3, ASG_DESIRED: 1 }, /^ASG_DESIRED: from/],
    [
      'a strategy without factor',
      { OVERPROVISION_STRATEGY: 'percentage' },
      /^OVERPROVISION_FACTOR: an integer, from 1 to 10000, .* is percentage$/,
    ],
    [
      'a factor below the range of a strategy',
      { OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: -1 },
      /^OVERPROVISION_FACTOR: an integer, from 1 to 10000, .* is number$/,
    ],
    [
      'a factor above the range of a strategy',
      { OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 10_001 },
      /^OVERPROVISION_FACTOR: an integer, from 1 to 10000, .* is number$/,
    ],
    [
      'a factor below 0 without a strategy',
      { OVERPROVISION_FACTOR: -1 },
      /^OVERPROVISION_FACTOR: an integer, from 0 to 10000$/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );

  it('are skipped for values that are invalid by themselves', () =>
    expect(problemsOf({ ASG_MIN_SIZE: 'x', ASG_DESIRED: 9 })).toEqual([
      'ASG_MIN_SIZE: an integer (instances), from 0 to 10000',
    ]));
});
