import { describe, expect, it } from '@jest/globals';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf } from '../testing/preflight-problems.ts';
import { featuresWithoutRights, type PolicyStatement } from './feature-rights.ts';

/** What is missing for a fleet with a rollout. */
function missing(allowed: readonly PolicyStatement[]): string | undefined {
  const [fleet] = fleetsOf(fleetParameters('ci', { SEMAPHORE_AGENT_IMAGE_ROLLOUT: {} }));
  return featuresWithoutRights(fleet!, allowed);
}

describe('featuresWithoutRights', () => {
  it.each([
    [
      'the pattern of this version',
      ['ssm:PutParameter', 'ssm:DeleteParameter'],
      ['arn:aws:ssm:*:*:parameter/*-rollout'],
    ],
    ['the parameter itself', ['ssm:*'], ['arn:aws-cn:ssm:cn-north-1:111111111111:parameter/ci-rollout']],
    ['every resource', ['SSM:??tParameter', '*:Delete*'], ['*']],
    ['every resource of the service', ['*'], ['arn:aws:ssm:*']],
  ])('accepts the rollout if the policy allows %s', (_, actions, resources) =>
    expect(missing([{ actions, resources }])).toBeUndefined(),
  );

  it.each([
    ['other parameters', [{ actions: ['ssm:*'], resources: ['arn:aws:ssm:*:*:parameter/*-config'] }]],
    [
      'the parameter of another fleet',
      [{ actions: ['ssm:*'], resources: ['arn:aws:ssm:*:*:parameter/cd-rollout'] }],
    ],
    [
      'a parameter whose name has a dot, which is no wildcard in IAM,',
      [{ actions: ['ssm:*'], resources: ['arn:aws:ssm:*:*:parameter/c.-rollout'] }],
    ],
    [
      'other actions on the parameter, and the needed actions on other parameters',
      [
        { actions: ['ssm:Get*'], resources: ['*'] },
        { actions: ['ssm:*'], resources: ['arn:aws:ssm:*:*:parameter/*-scaler-turn'] },
      ],
    ],
  ])('reports the rollout if the policy allows only %s', (_, allowed) =>
    expect(missing(allowed)).toBe(
      'SEMAPHORE_AGENT_IMAGE_ROLLOUT needs ssm:PutParameter and ssm:DeleteParameter on parameter/ci-rollout',
    ),
  );
});
