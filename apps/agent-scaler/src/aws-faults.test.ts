import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { LiveServers } from './testing/live.ts';

let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

const hang = () => undefined;
const drip = (aws: AwsReply) => aws.drip();
const throttle = (aws: AwsReply) => aws.fail('Throttling', 'Rate exceeded');
const deny = (aws: AwsReply) => aws.fail('AccessDenied', 'not authorized', 403);
const awsFaults: [string, string, (aws: AwsReply) => void][] = [
  ['GetParameter', 'missing', (aws) => aws.fail('ParameterNotFound', 'UnknownError')],
  ['GetParameter', 'throttled', (aws) => aws.fail('ThrottlingException', 'Rate exceeded')],
  ['GetParameter', 'denied', (aws) => aws.fail('AccessDeniedException', 'not authorized')],
  ['GetParameter', 'hanging', hang],
  ['GetParameter', 'blank', (aws) => aws.ok({ Parameter: { Value: ' ' } })],
  ['DescribeAutoScalingGroups', 'missing', (aws) => aws.ok({ AutoScalingGroups: [] })],
  ['DescribeAutoScalingGroups', 'throttled', throttle],
  ['DescribeAutoScalingGroups', 'denied', deny],
  ['DescribeAutoScalingGroups', 'hanging', hang],
  ['DescribeAutoScalingGroups', 'dripping', drip],
  ['SetDesiredCapacity', 'throttled', throttle],
  ['SetDesiredCapacity', 'denied', deny],
  ['SetDesiredCapacity', 'busy', (aws) => aws.fail('ScalingActivityInProgress', 'busy')],
  ['SetDesiredCapacity', 'cut off', (aws) => aws.reset()],
  ['SetDesiredCapacity', 'hanging', hang],
];

describe('a fault of AWS, over real sockets', () => {
  it.each(awsFaults)(
    'takes %s %s for a failure, moves nothing, and works again',
    async (action, _, fault) => {
      const { poller, tally } = live.scaler();
      live.account.faults.set(action, fault);
      await poller.poll();
      expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 0, []]);
      // The next poll is the retry.
      expect(live.aws.count(action)).toBe(1);
      live.account.faults.clear();
      await poller.poll();
      expect([tally.failed, tally.decided, live.account.desiredCapacities]).toEqual([1, 1, [4]]);
    },
  );
});
