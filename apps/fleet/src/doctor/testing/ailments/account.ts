import { ailment, changed } from '../ailments.ts';

export const ACCOUNT_AILMENTS = [
  ailment(
    'credentials',
    'another account',
    changed('caller', { account: '222222222222' }),
    'failure',
    /222222222222.*CDK_DEPLOY_ACCOUNT is 111111111111/,
    /Sign in/,
  ),
  ailment('region', 'another region', { region: 'us-east-1' }, 'failure', /us-east-1/, /--region eu-west-1/),
  ailment(
    'bootstrap-version',
    'never bootstrapped',
    { bootstrapVersion: undefined },
    'failure',
    /not bootstrapped/,
    /fleet -- bootstrap/,
  ),
  ailment(
    'bootstrap-version',
    'bootstrapped long ago',
    { bootstrapVersion: 5 },
    'failure',
    /version 5/,
    /fleet -- bootstrap/,
  ),
  ailment(
    'execution-policy',
    'bootstrapped without this project',
    { executionPolicy: undefined },
    'warning',
    /no policy of this project/,
    /fleet -- bootstrap/,
  ),
  ailment(
    'execution-policy',
    'policy of an older version',
    { executionPolicy: { name: 'ours', current: false } },
    'warning',
    /ours is not that of this version/,
    /fleet -- bootstrap/,
  ),
];
