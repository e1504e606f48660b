import { describe, expect, it } from '@jest/globals';
import {
  alarmName,
  ALARMS,
  configParameterName,
  constructIdOf,
  dashboardName,
  groupNamePrefix,
  hostKeysParameterName,
  LAMBDA_NAMES,
  lambdaLogGroupName,
  metricDimensions,
  ownParameterNames,
  policyName,
  savedQueryName,
  jobsParameterName,
  leaseParameterName,
} from './index.ts';

describe('names that deployed stacks and old images already use', () => {
  it.each([
    [configParameterName('ci'), 'ci-config'],
    [hostKeysParameterName('ci'), 'ci-ssh-public-keys'],
    [leaseParameterName('ci'), 'ci-scaler-turn'],
    [jobsParameterName('ci'), 'ci-scaler-jobs'],
    [lambdaLogGroupName('ci', 'agent-scaler'), '/aws/lambda/ci/agent-scaler'],
    [groupNamePrefix('ci'), 'ci-autoScalingGroup-'],
    [dashboardName('ci'), 'ci-semaphore-agents'],
    [savedQueryName('ci'), 'ci/scaler-decisions'],
    [policyName.instance('ci'), 'ci-instance-profile-policy'],
    [policyName.launch('ci'), 'ci-launch-policy'],
    [policyName.scaler('ci'), 'ci-scaler-lambda-policy'],
    [policyName.suspender('ci'), 'ci-rebalance-suspender-policy'],
    [policyName.updater(), 'sshKeysUpdater-policy'],
    [alarmName('ci', ALARMS.jobsWaiting), 'ci-jobs-waiting-at-maximum'],
    [constructIdOf('ci', 1), 'AwsSemaphoreAgentStack'],
    [constructIdOf('ci', 2), 'ci'],
  ])('%s', (name, expected) => {
    expect(name).toBe(expected);
  });

  it('ownParameterNames lists every parameter of a stack', () => {
    expect(ownParameterNames('ci')).toEqual([
      'ci-config',
      'ci-ssh-public-keys',
      'ci-scaler-turn',
      'ci-scaler-jobs',
      'ci-rollout',
    ]);
  });

  it('LAMBDA_NAMES lists the Lambdas of a fleet', () => {
    expect(LAMBDA_NAMES).toEqual(['agent-scaler', 'ssh-keys-updater', 'az-rebalance-suspender']);
  });

  it('metricDimensions returns the stack and, if the metric has one, the state', () => {
    expect(metricDimensions('ci')).toEqual({ StackName: 'ci' });
    expect(metricDimensions('ci', { JobState: 'queued' })).toEqual({ StackName: 'ci', JobState: 'queued' });
  });
});
