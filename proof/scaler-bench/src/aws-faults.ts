import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { deny, hang, throttle } from './aws-replies.ts';
import type { Fault } from './fault.ts';

/** A fault during which the fake AWS server replies in this way to each call of the action. */
const failing = (
  name: string,
  action: string,
  fault: (reply: AwsReply) => void,
  more: Partial<Fault> = {},
): Fault => ({
  name,
  begin: ({ account }) => {
    account.faults.set(action, fault);
    return () => account.faults.delete(action);
  },
  ...more,
});

export const AWS_FAULTS: readonly Fault[] = [
  failing('Auto Scaling: throttled', 'DescribeAutoScalingGroups', (reply) =>
    reply.fail('Throttling', 'Rate exceeded'),
  ),
  failing('Auto Scaling: hang', 'DescribeAutoScalingGroups', hang),
  failing('Auto Scaling: drip', 'DescribeAutoScalingGroups', (reply) => reply.drip()),
  failing('Auto Scaling: denied', 'DescribeAutoScalingGroups', deny),
  failing('Auto Scaling: group missing', 'DescribeAutoScalingGroups', (reply) =>
    reply.ok({ AutoScalingGroups: [] }),
  ),
  failing('Auto Scaling: raise throttled', 'SetDesiredCapacity', (reply) =>
    reply.fail('Throttling', 'Rate exceeded'),
  ),
  failing('Auto Scaling: raise denied', 'SetDesiredCapacity', deny),
  failing('Auto Scaling: raise cut off', 'SetDesiredCapacity', ({ raw }) => {
    raw.writeHead(200, { 'content-length': 500 }).write('<', () => raw.destroy());
  }),
  failing('Auto Scaling: raise hangs', 'SetDesiredCapacity', hang, { pauseMs: 1_000 }),
  failing('Auto Scaling: activity in progress', 'SetDesiredCapacity', (reply) =>
    reply.fail('ScalingActivityInProgress', 'busy'),
  ),
  {
    name: 'Auto Scaling: desired above max',
    begin: ({ group }) => {
      Object.assign(group, { MaxSize: 2 });
      return () => Object.assign(group, { MaxSize: 5_000 });
    },
  },
  {
    name: 'Auto Scaling: limits change',
    begin: ({ group }) => {
      Object.assign(group, { MaxSize: 5 });
      return () => Object.assign(group, { MaxSize: 5_000 });
    },
    raises: [3, 5, 7],
  },
  {
    name: 'SSM: rotated token',
    begin: (services) => {
      services.rotateToken('token-2');
      return () => undefined;
    },
    harmless: true,
    pauseMs: 2_000,
  },
  failing('SSM: throttled, later', 'GetParameter', throttle, { harmless: true }),
  { name: 'clock jumps an hour', processFault: 'clock-jump', harmless: true },
  { name: 'frozen and thawed', frozen: true },
];
