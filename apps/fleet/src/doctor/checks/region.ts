import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const region = defineCheck({
  name: 'region',
  needs: ['region'],
  judge: ({ region }, { target }) =>
    target.region === undefined || target.region === region
      ? ok(region)
      : failure(
          `${region}, while CDK_DEPLOY_REGION is ${target.region}`,
          `Name the region of the fleet: --region ${target.region}`,
        ),
  unknown: (why) => failure(why, 'Name a region: --region eu-west-1, or AWS_REGION'),
});
