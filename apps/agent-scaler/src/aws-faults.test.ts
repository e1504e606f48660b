import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { LiveServers } from './testing/live-servers.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

const hang = () => undefined;
const drip = (aws: AwsReply) => aws.drip();
const throttle = (aws: AwsReply) => aws.fail('Throttling', 'Rate exceeded');
const busy = (aws: AwsReply) => aws.fail('ScalingActivityInProgress', 'busy');
const deny = (aws: AwsReply) => aws.fail('AccessDenied', 'not authorized', 403);
const awsFaults: [string, string, (aws: AwsReply) => void, string][] = [
  [
    'GetParameter',
    'missing',
    (aws) => aws.fail('ParameterNotFound', 'UnknownError'),
    'ParameterNotFoundError',
  ],
  ['GetParameter', 'throttled', (aws) => aws.fail('ThrottlingException', 'Rate exceeded'), 'ThrottledError'],
  [
    'GetParameter',
    'denied',
    (aws) => aws.fail('AccessDeniedException', 'not authorized'),
    'AccessDeniedError',
  ],
  ['GetParameter', 'hanging', hang, 'DeadlineExceededError'],
  ['GetParameter', 'blank', (aws) => aws.ok({ Parameter: { Value: ' ' } }), 'InvalidTokenError'],
  ['DescribeAutoScalingGroups', 'missing', (aws) => aws.ok({ AutoScalingGroups: [] }), 'GroupNotFoundError'],
  ['DescribeAutoScalingGroups', 'throttled', throttle, 'ThrottledError'],
  ['DescribeAutoScalingGroups', 'denied', deny, 'AccessDeniedError'],
  ['DescribeAutoScalingGroups', 'hanging', hang, 'DeadlineExceededError'],
  ['DescribeAutoScalingGroups', 'dripping', drip, 'DeadlineExceededError'],
  ['SetDesiredCapacity', 'throttled', throttle, 'ThrottledError'],
  ['SetDesiredCapacity', 'denied', deny, 'AccessDeniedError'],
  ['SetDesiredCapacity', 'busy', busy, 'ScalingActivityInProgressError'],
  ['SetDesiredCapacity', 'cut off', (aws) => aws.reset(), 'ConnectionError'],
  ['SetDesiredCapacity', 'hanging', hang, 'DeadlineExceededError'],
];

describe('AWS faults, over real sockets', () => {
  it.each(awsFaults)(
    '%s %s: the poll fails, capacity stays, and the next poll succeeds',
    async (action, _, fault, name) => {
      const { poller, buffer } = live.scaler();
      live.account.faults.set(action, fault);
      await poller.poll();
      expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 0, []]);
      expect(buffer.lastFailure).toMatchObject({ name });
      // The next poll is the retry.
      expect(live.aws.count(action)).toBe(1);
      live.account.faults.clear();
      await poller.poll();
      expect([buffer.failed, buffer.succeeded, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
    },
  );
});
