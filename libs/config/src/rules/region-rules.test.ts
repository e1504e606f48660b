import { expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const signed = { ...minimalFleet, SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: 'true' };

it.each<[string, Record<string, string>]>([
  ['China', { CDK_DEPLOY_REGION: 'cn-north-1' }],
  ['GovCloud, if the CDK CLI sets the region', { CDK_DEFAULT_REGION: 'us-gov-west-1' }],
  ['an isolated region', { AWS_REGION: 'us-isob-east-1' }],
  ['the European Sovereign Cloud', { AWS_DEFAULT_REGION: 'eusc-de-east-1' }],
])('pre-signed URLs are an error in %s', (_, region) => {
  expect(attempt({ ...signed, ...region }).problems).toMatchObject([
    {
      key: 'SEMAPHORE_AGENT_USE_PRE_SIGNED_URL',
      place: 'environment',
      given: '"true"',
      expected: `false, because the region is ${Object.values(region).join()}: Semaphore accepts roles of the partition aws only, so no agent could register`,
    },
  ]);
  expect(
    attempt({ ...minimalFleet, SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: 'false', ...region }).problems,
  ).toEqual([]);
});

it.each([
  ['in a region of the partition aws', { AWS_REGION: 'us-east-1' }],
  [
    'if CDK_DEPLOY_REGION is in the partition aws, whatever AWS_REGION is',
    { AWS_REGION: 'cn-north-1', CDK_DEPLOY_REGION: 'eu-west-1' },
  ],
  ['if the region is unknown', {}],
])('pre-signed URLs are allowed %s', (_, region) =>
  expect(attempt({ ...signed, ...region }).problems).toEqual([]),
);
