import { expect, it } from '@jest/globals';
import { isKnownRegion } from '@agent-aws-stack/config';
import { RegionInfo } from 'aws-cdk-lib/region-info';

it('libs/config knows every region that the CDK knows', () =>
  expect(RegionInfo.regions.map(({ name }) => name).filter((name) => !isKnownRegion(name))).toEqual([]));
