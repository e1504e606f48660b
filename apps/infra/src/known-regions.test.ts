import { expect, it } from '@jest/globals';
import { isKnownRegion } from '@agent-aws-stack/config';
import { RegionInfo } from 'aws-cdk-lib/region-info';

it('every region that the CDK knows is a known region', () =>
  expect(RegionInfo.regions.map(({ name }) => name).filter((name) => !isKnownRegion(name))).toEqual([]));
