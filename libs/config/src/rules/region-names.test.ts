import { expect, it } from '@jest/globals';
import { isRegionName, regionMeant } from './region-names.ts';

it.each([
  'eu-west-1',
  'ap-southeast-4',
  'us-gov-west-1',
  'cn-northwest-1',
  'us-isob-east-1',
  'eusc-de-east-1',
  'mx-central-1',
])('%s is the name of a region', (name) => expect(isRegionName(name)).toBe(true));

it.each([
  ['us-esat-1', 'us-east-1'],
  ['us-wets-2', 'us-west-2'],
  ['eu-centrl-1', 'eu-central-1'],
  ['eu-west1', 'eu-west-1'],
  ['us-east-1a', 'us-east-1'],
  ['EU-West-1', 'eu-west-1'],
  ['us-gov-wset-1', 'us-gov-west-1'],
  ['Ireland', undefined],
  ['us-east', undefined],
])('%s is not the name of a region, and means %s', (name, meant) => {
  expect(isRegionName(name)).toBe(false);
  expect(regionMeant(name)).toBe(meant);
});
