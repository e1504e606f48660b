import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const region = defineCheck({
  name: 'region',
  needs: ['region'],
  judge: ({ region }, { expected }) =>
    expected.region === undefined || expected.region === region
      ? ok(region)
      : failure(
          `${region}, while CDK_DEPLOY_REGION is ${expected.region}`,
          `Name the region of the fleet: --region ${expected.region}`,
        ),
  unknown: (why) => failure(why, 'Name a region: --region eu-west-1, or AWS_REGION'),
});
