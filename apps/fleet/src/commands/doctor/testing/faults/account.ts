import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { changed, fails, fault, launchTimeoutFault, lookupFault, warns } from '../fault.ts';

export const ACCOUNT_FAULTS = [
  fault(
    'credentials',
    'credentials of another account',
    changed('caller', { account: '222222222222' }),
    fails(/222222222222, but CDK_DEPLOY_ACCOUNT is 111111111111/, /Sign in/),
  ),
  fault('region', 'another region', { region: 'us-east-1' }, fails(/us-east-1/, /--region eu-west-1/)),
  fault(
    'bootstrap-version',
    'an account without the bootstrap',
    { bootstrapVersion: undefined },
    fails(/not bootstrapped/, /fleet -- bootstrap/),
  ),
  fault(
    'bootstrap-version',
    'a bootstrap that is too old',
    { bootstrapVersion: 5 },
    fails(/version 5 is older/, /fleet -- bootstrap/),
  ),
  fault(
    'execution-policy',
    'a bootstrap without the policy of this project',
    { executionPolicy: undefined },
    warns(/does not have this project's/, /fleet -- bootstrap/),
  ),
  fault(
    'execution-policy',
    'a policy of another version',
    changed('executionPolicy', { current: false }),
    warns(/ours differs from this version's/, /fleet -- bootstrap/),
  ),
  launchTimeoutFault(
    'execution-policy',
    'a policy of an earlier version, which allows no lifecycle hooks',
    changed('executionPolicy', {
      ...{ current: false, alone: true },
      allowed: [{ actions: ['autoscaling:DeleteLifecycleHook'], resources: ['*'] }],
    }),
    fails(
      /fleet needs: SEMAPHORE_AGENT_LAUNCH_TIMEOUT needs autoscaling:PutLifecycleHook$/,
      /fleet -- bootstrap/,
    ),
  ),
  fault(
    'permissions-boundary',
    'a policy that requires no boundary',
    changed('executionPolicy', { boundary: undefined }),
    warns(/requires no permissions boundary/, /bootstrap .*--permissions-boundary/),
  ),
  fault(
    'permissions-boundary',
    'a policy that requires a boundary other than the configured one',
    {},
    warns(
      /is not arn:aws:iam::111111111111:policy\/boundary, which the bootstrap requires/,
      /^Set SEMAPHORE_/,
    ),
    { SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: 'other' },
  ),
  fault(
    'log-groups',
    'a log group without a retention, because an instance created it',
    {
      logGroups: HEALTHY.logGroups.map((group) =>
        group.name === '/semaphore/system' ? { ...group, retentionDays: undefined } : group,
      ),
    },
    warns(/^logs are kept forever in \/semaphore\/system$/, /fleet -- bootstrap/),
  ),
  fault(
    'log-groups',
    'a bootstrap by an older version',
    { logGroups: [] },
    warns(/^missing: \/semaphore\/agent, /, /fleet -- bootstrap/),
  ),
  lookupFault('credentials', 'expired', 'caller', 'token expired', fails(/^token expired$/, /Sign in/)),
  lookupFault(
    'region',
    'no region',
    'region',
    'Region is missing',
    fails(/^Region is missing$/, /--region eu-west-1/),
  ),
];
