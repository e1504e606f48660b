import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { minutesAgo } from '../../../../observe/testing/fleet.ts';
import { changed, fails, fault, warns } from '../fault.ts';

const environment = { ...HEALTHY.scaler!.environment, SEMAPHORE_ENDPOINT: 'other.semaphoreci.com' };
const samples = (change: Partial<typeof HEALTHY.scalerSamples>) => changed('scalerSamples', change);
const toInternetGateway = { target: 'igw-1', blackhole: false };
const inPublicSubnet = {
  scalerSubnets: [{ ...HEALTHY.subnets[0]!, publicAddresses: true, defaultRoute: toInternetGateway }],
};

export const LAMBDA_FAULTS = [
  fault('scaler-function', 'no function', { scaler: undefined }, fails(/scaler is gone/, /deploy/)),
  fault(
    'scaler-function',
    'a function that was stopped by hand',
    changed('scaler', { reservedConcurrency: 0 }),
    fails(/reserved concurrency is 0/, /delete-function-concurrency --function-name ci-scaler/),
  ),
  fault(
    'scaler-function',
    'a function in the state failed',
    changed('scaler', { state: 'Failed', stateReason: 'no interface' }),
    fails(/no interface/, /deploy/),
  ),
  fault(
    'scaler-function',
    'a function whose update failed',
    changed('scaler', { lastUpdate: 'Failed' }),
    fails(/update/, /Deploy/),
  ),
  fault(
    'scaler-settings',
    'another endpoint',
    changed('scaler', { environment }),
    warns(/SEMAPHORE_ENDPOINT is other/, /fleet -- deploy/),
  ),
  fault(
    'scaler-network',
    'a scaler in a public subnet',
    { ...inPublicSubnet, ...changed('scalerSamples', { lastPublishedAt: undefined }) },
    fails(/reaches neither/, /private subnets/),
  ),
  fault(
    'scaler-network',
    'a scaler in a public subnet, just deployed',
    {
      ...inPublicSubnet,
      ...changed('scalerSamples', { lastPublishedAt: undefined }),
      ...changed('stack', { deployedAt: minutesAgo(2) }),
    },
    warns(/deployed just now.*igw-1, which needs public addresses/, /five minutes/),
  ),
  fault('scaler-schedule', 'no rule', { scalerRule: undefined }, fails(/no rule/, /deploy/)),
  fault(
    'scaler-schedule',
    'a disabled rule',
    changed('scalerRule', { enabled: false }),
    fails(/disabled/, /enable-rule --name ci-rule/),
  ),
  fault(
    'scaler-schedule',
    'a rule without a target',
    changed('scalerRule', { targets: 0 }),
    fails(/has no target/, /deploy/),
  ),
  fault(
    'scaler-alive',
    'a scaler that has never published the demand',
    samples({ lastPublishedAt: undefined }),
    fails(/for 15 minutes/, /fleet -- logs/),
  ),
  fault(
    'scaler-alive',
    'a scaler that is silent, but new',
    { ...samples({ lastPublishedAt: undefined }), ...changed('stack', { deployedAt: minutesAgo(2) }) },
    warns(/deployed just now/, /again in five minutes/),
  ),
  fault(
    'scaler-alive',
    'a scaler that is silent since it was deployed',
    { ...samples({ lastPublishedAt: undefined }), ...changed('stack', { deployedAt: minutesAgo(7) }) },
    fails(/since it was deployed 7 minutes ago/, /fleet -- logs/),
  ),
  fault(
    'scaler-alive',
    'a scaler that has fallen silent',
    samples({ lastPublishedAt: minutesAgo(6) }),
    fails(/6 minutes ago/, /scaler-throttles/),
  ),
  fault('scaler-polls', 'some polls fail', samples({ failedPolls: 4 }), warns(/4 failed/, /fleet -- logs/)),
  fault(
    'scaler-errors',
    'some invocations fail',
    samples({ errors: 2 }),
    fails(/2 invocations/, /fleet -- logs/),
  ),
  fault(
    'scaler-throttles',
    'throttled invocations',
    samples({ throttles: 9 }),
    fails(/throttled 9/, /Concurrent/),
  ),
  fault(
    'log-key',
    'no key',
    { logKey: undefined },
    fails(/there is no key arn:aws:kms:eu-west-1/, /ARN of a key/),
  ),
  fault(
    'log-key',
    'a disabled key',
    changed('logKey', { state: 'PendingDeletion' }),
    fails(/is PendingDeletion/, /Enable it/),
  ),
  fault(
    'log-key',
    'a key whose policy is for another fleet',
    changed('logKey', { policy: HEALTHY.logKey!.policy.replace('/aws/lambda/ci/*', '/aws/lambda/web/*') }),
    warns(
      /does not let CloudWatch Logs use it: no kms:Encrypt, kms:Decrypt/,
      /logs\.eu-west-1\.amazonaws\.com/,
    ),
  ),
  fault('updater-function', 'no function', { updater: undefined }, fails(/updater of .* is gone/, /deploy/)),
];
