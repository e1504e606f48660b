import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

const FALLBACK = { ON_DEMAND_FALLBACK_AFTER: '90', ON_DEMAND_PERCENTAGE_ABOVE_BASE: '50' };

describe('the rules of the fallback to on-demand instances', () => {
  it.each<[string, Settings]>([
    ['spot instances', FALLBACK],
    ['0, which means never, whatever the percentage', { ON_DEMAND_FALLBACK_AFTER: '0' }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'a fleet without spot instances',
      { ...FALLBACK, ON_DEMAND_PERCENTAGE_ABOVE_BASE: '100' },
      /^ON_DEMAND_FALLBACK_AFTER: 0, because SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE is 100: no instance is spot/,
    ],
    [
      'a fleet without a scaler',
      { ...FALLBACK, USE_DYNAMIC_SCALING: 'false' },
      /^ON_DEMAND_FALLBACK_AFTER: 0, because only the scaler .* SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false/,
    ],
    [
      'a time that is too short',
      { ...FALLBACK, ON_DEMAND_FALLBACK_AFTER: '29' },
      /^ON_DEMAND_FALLBACK_AFTER: .* from 30/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );
});
