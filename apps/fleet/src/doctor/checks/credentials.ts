import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const credentials = defineCheck({
  name: 'credentials',
  needs: ['caller'],
  judge: ({ caller }, { expected }) =>
    expected.account === undefined || expected.account === caller.account
      ? ok(caller.arn)
      : failure(
          `account ${caller.account}, while CDK_DEPLOY_ACCOUNT is ${expected.account}`,
          'Sign in to the account of the fleet, or set CDK_DEPLOY_ACCOUNT to this one',
        ),
  unknown: (why, remedy) =>
    failure(
      why,
      remedy ??
        'Sign in to AWS: aws sts get-caller-identity must show who you are; --profile names a profile',
    ),
});
