import { expect, it } from '@jest/globals';
import { doubtAbout } from './region.ts';

it.each([
  ['eu-west-1', undefined],
  ['us-east-9', 'us-east-9 is not a region that this version knows. Did you mean us-east-1 or us-east-2?'],
  ['xx-east-1', 'xx-east-1 is not a region that this version knows.'],
])('doubtAbout(%j) returns %j', (region, doubt) => expect(doubtAbout(region)).toBe(doubt));
