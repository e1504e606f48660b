import { describe, expect, it } from '@jest/globals';
import { readScalerEnvironment, writeScalerEnvironment, type ScalerEnvironment } from './index.ts';

const ENVIRONMENT: ScalerEnvironment = {
  tokenParameterName: '/ci/token',
  stackName: 'ci',
  endpoint: 'acme.semaphoreci.com',
  overprovision: { strategy: 'percentage', factor: 20 },
  groupName: 'ci-autoScalingGroup-X',
  onDemandGroupName: undefined,
  onDemandFallbackAfterSeconds: 0,
  leaseParameterName: 'ci-scaler-turn',
  jobsParameterName: 'ci-scaler-jobs',
  pollIntervalSeconds: 5,
  maxStep: 10,
  launchBrake: true,
  maxJobWaitSeconds: 0,
  logLevel: 'debug',
};

describe('the environment of the scaler', () => {
  it('has the variables of the JavaScript stack and new ones', () => {
    expect(writeScalerEnvironment(ENVIRONMENT)).toEqual({
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
      SEMAPHORE_AGENT_STACK_NAME: 'ci',
      SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '20',
      SEMAPHORE_AGENT_ASG_NAME: 'ci-autoScalingGroup-X',
      SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME: 'ci-scaler-turn',
      SEMAPHORE_AGENT_SCALER_JOBS_PARAMETER_NAME: 'ci-scaler-jobs',
      SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '5',
      SEMAPHORE_AGENT_SCALER_MAX_STEP: '10',
      SEMAPHORE_AGENT_LAUNCH_BRAKE: 'true',
      SEMAPHORE_AGENT_LOG_LEVEL: 'debug',
    });
  });

  it.each([
    ['everything set', {}],
    ['a launch timeout', { launchTimeoutSeconds: 1_800 }],
    ['a fallback', { onDemandGroupName: 'ci-onDemandGroup-X', onDemandFallbackAfterSeconds: 90 }],
    ['a limit of the wait', { maxJobWaitSeconds: 300 }],
    ['no headroom', { overprovision: { strategy: 'none' } }],
    [
      'no names of other resources',
      { groupName: undefined, leaseParameterName: undefined, jobsParameterName: undefined },
    ],
  ] as const)('is read as it was written: %s', (_, change) => {
    const environment = { ...ENVIRONMENT, ...change };
    expect(readScalerEnvironment(writeScalerEnvironment(environment))).toEqual(environment);
  });
});
