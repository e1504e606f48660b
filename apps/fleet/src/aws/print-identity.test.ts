import { expect, it } from '@jest/globals';
import { describeIdentity } from './print-identity.ts';

const identity = {
  account: '111111111111',
  arn: 'arn:aws:sts::111111111111:assumed-role/admin/jane',
  region: 'eu-west-1',
  partition: 'aws',
  principal: 'assumed-role/admin/jane',
};

it.each([
  [undefined, ''],
  ['', ''],
  ['ops', ' (profile ops)'],
])('prints account, region and role, and the profile if one is set (%p)', (profile, by) => {
  expect(describeIdentity(identity, profile)).toBe(
    `Account 111111111111, region eu-west-1, as assumed-role/admin/jane${by}`,
  );
});
