import { expect, it } from '@jest/globals';
import { KNOWN_REGIONS } from '@agent-aws-stack/config';
import { RegionInfo } from 'aws-cdk-lib/region-info';

it("the known regions are the CDK's", () =>
  expect([...KNOWN_REGIONS].sort()).toEqual(RegionInfo.regions.map(({ name }) => name).sort()));
