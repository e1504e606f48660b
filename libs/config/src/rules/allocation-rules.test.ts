import { describe, expect, it } from '@jest/globals';
import { overrides, problemsOf, requirements } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('allocation rules', () => {
  it.each<[string, Settings]>([
    [
      'prioritized with types',
      { ON_DEMAND_ALLOCATION_STRATEGY: 'prioritized', ...overrides({ instanceType: 'm7i.large' }) },
    ],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'a type and requirements in one override',
      overrides({ instanceType: 'm7i.large', instanceRequirements: requirements }),
      /either instanceType or instanceRequirements/,
    ],
    [
      'prioritized with requirements',
      { ON_DEMAND_ALLOCATION_STRATEGY: 'prioritized', ...overrides({ instanceRequirements: requirements }) },
      /^ON_DEMAND_ALLOCATION_STRATEGY: lowest-price or empty/,
    ],
    [
      'capacity-optimized-prioritized with requirements',
      {
        SPOT_ALLOCATION_STRATEGY: 'capacity-optimized-prioritized',
        ...overrides({ instanceRequirements: requirements }),
      },
      /^SPOT_ALLOCATION_STRATEGY: another strategy/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );
});
