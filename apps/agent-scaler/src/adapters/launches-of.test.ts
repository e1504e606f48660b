import { describe, expect, it } from '@jest/globals';
import type { ScalingActivity } from '@agent-aws-stack/aws-clients/auto-scaling';
import { launchesOf } from './launches-of.ts';

const launchedAt = new Date('2026-03-01T10:00:00Z');
const endedAt = new Date('2026-03-01T10:02:00Z');
const launching: ScalingActivity = {
  description: 'Launching a new EC2 instance: i-0a1',
  cause:
    'At 2026-03-01T10:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
  startedAt: launchedAt,
  endedAt: launchedAt,
  status: 'Successful',
  message: undefined,
};
const terminating = (sentence: string): ScalingActivity => ({
  ...launching,
  description: 'Terminating EC2 instance: i-0a1',
  cause: `At 2026-03-01T10:02:00Z ${sentence}`,
  startedAt: endedAt,
});
const ABANDONED =
  "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token 1 was abandoned: Lifecycle Action Completed with ABANDON Result";

describe('launchesOf', () => {
  // Sentences of Auto Scaling, from https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html and
  // aws/aws-parallelcluster#1401, buildkite/buildkite-agent-scaler#351.
  it.each([
    ['an instance was taken out of service in response to a user health-check.', false],
    [
      'an instance was taken out of service in response to a EC2 health check indicating it has been terminated or stopped.',
      false,
    ],
    ['instance i-0a1 was taken out of service in response to a user request.', false],
    [
      'instance i-0a1 was taken out of service in response to a user request, shrinking the capacity from 1 to 0.',
      true,
    ],
    [
      'an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 1 to 0.',
      true,
    ],
    ['an instance was taken out of service in response to an EC2 instance rebalance recommendation.', true],
  ])('reads the end of an instance: %s', (sentence, isScaleIn) => {
    const end = terminating(sentence);
    expect(launchesOf([end, launching])).toEqual([
      {
        instanceId: 'i-0a1',
        startedAt: launchedAt.getTime(),
        endedAt: endedAt.getTime(),
        cause: end.cause,
        isScaleIn,
      },
    ]);
  });

  it('counts an abandoned launch as the end of its instance', () => {
    const abandoned: ScalingActivity = {
      ...launching,
      description: `${launching.description}.  Status Reason: ${ABANDONED}`,
      ...{ endedAt, status: 'Cancelled', message: ABANDONED },
    };
    expect(launchesOf([abandoned])).toMatchObject([{ endedAt: endedAt.getTime(), cause: ABANDONED }]);
  });

  it('does not count a launch that EC2 refused as the end of an instance', () => {
    const refused = {
      ...launching,
      status: 'Failed',
      message: 'We currently do not have sufficient capacity.',
    };
    const [launch] = launchesOf([refused]);
    expect(launch?.endedAt).toBeUndefined();
  });

  it('leaves out launches that never gave an instance', () => {
    const failed = { ...launching, description: 'Launching a new EC2 instance.  Status Reason: no capacity' };
    expect(launchesOf([{ ...failed, status: 'Failed' }])).toEqual([]);
  });
});
