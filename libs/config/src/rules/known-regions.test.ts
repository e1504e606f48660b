import { expect, it } from '@jest/globals';
import { isRegionName } from './region-names.ts';
import { isKnownRegion, KNOWN_REGIONS, regionsLike } from './known-regions.ts';

it('every known region is written like a region', () =>
  expect(KNOWN_REGIONS.filter((region) => !isRegionName(region))).toEqual([]));

it('a region may be unknown although it is written like one', () => {
  expect([isKnownRegion('us-east-1'), isKnownRegion('us-east-9')]).toEqual([true, false]);
});

it.each([
  ['us-east-9', ['us-east-1', 'us-east-2']],
  ['eu-northwest-1', expect.arrayContaining(['eu-west-1', 'eu-north-1'])],
  ['xx-east-1', []],
])('%s is like %j', (name, like) => expect(regionsLike(name)).toEqual(like));
