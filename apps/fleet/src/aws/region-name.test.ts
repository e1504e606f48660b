import { expect, it } from '@jest/globals';
import { refuseMisspeltRegion } from './region-name.ts';

it.each([
  ...['eu-west-1', 'ap-southeast-7', 'cn-northwest-1', 'il-central-1', 'us-gov-west-1'],
  ...['us-isob-east-1', 'eu-isoe-west-1', 'eusc-de-east-1', 'xx-north-12'],
])('accepts %s', (region) => {
  expect(() => refuseMisspeltRegion(region)).not.toThrow();
});

it.each([
  ['us-esat-1', /^Did you mean us-east-1\?/],
  ['ap-southeats-2', /^Did you mean ap-southeast-2\?/],
  ['frankfurt', /^Name a region: --region/],
  ['eu-frankfurt-1', /^Name a region: --region/],
])('refuses %s', (region, remedy) => {
  expect(() => refuseMisspeltRegion(region)).toThrow(
    expect.objectContaining({ key: 'AWS_REGION', remedy: expect.stringMatching(remedy) }),
  );
});
