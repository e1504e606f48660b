import { describe, expect, it } from '@jest/globals';
import { launchableTypes } from './instance-types.ts';
import { HEALTHY } from './testing/healthy-facts.ts';

describe('launchableTypes', () => {
  const launchable = (...types: readonly (string | undefined)[]) => {
    const overrides = types.map((type) => ({ type, weight: 1, ownImage: false }));
    return launchableTypes({ ...HEALTHY.group, types: overrides }, HEALTHY.launchTemplate);
  };

  it.each([
    ["the launch template's type if there are no overrides", [], ['m7i.large']],
    ['the types of the overrides', ['m7a.large', 'm6i.large'], ['m7a.large', 'm6i.large']],
  ])('are %s', (_, overrides, types) => expect(launchable(...overrides)).toEqual(types));

  it('are not known if Auto Scaling chooses them', () => {
    expect(() => launchable('m7a.large', undefined)).toThrow('Auto Scaling chooses the instance types');
  });
});
