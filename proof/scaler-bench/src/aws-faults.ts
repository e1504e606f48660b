import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { GROUP_NAME_VARIABLE } from '@agent-aws-stack/contract';
import type { Fault } from './fault.ts';
import type { Scenario } from './scenario.ts';
import { alive, longestGap, neverLowers, raisesTo } from './scenario.ts';
import { GROUP } from './fleet-resources.ts';

const hang = () => undefined;
const throttle = (reply: AwsReply) => reply.fail('ThrottlingException', 'Rate exceeded');
const deny = (reply: AwsReply) => reply.fail('AccessDenied', 'not authorized', 403);

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
/** By its tag, not by a name it is given. */
const byTag = { variables: { [GROUP_NAME_VARIABLE]: '' } };

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

/** Faults that are there from the start, for the first six seconds. */
export function startFaults(): Scenario[] {
  const atFirst = (name: string, action: string, fault: (reply: AwsReply) => void): Scenario => ({
    ...base(`SSM: ${name}`),
    prepare: (services) => {
      services.jobs = { queued: 3, running: 0 };
      services.account.faults.set(action, fault);
      services.timeline.at(6_000, () => services.account.faults.delete(action));
    },
    expectations: [alive, neverLowers, raisesTo(3)],
  });
  return [
    atFirst('missing', 'GetParameter', (reply) => reply.fail('ParameterNotFound', 'UnknownError')),
    atFirst('throttled', 'GetParameter', throttle),
    atFirst('denied', 'GetParameter', deny),
    atFirst('hang', 'GetParameter', hang),
    atFirst('blank value', 'GetParameter', (reply) => reply.ok({ Parameter: { Value: ' ' } })),
    {
      ...base('Auto Scaling: two groups'),
      ...byTag,
      prepare: (services) => {
        services.jobs = { queued: 3, running: 0 };
        services.addGroup('twin', 0);
        services.timeline.at(6_000, () => services.account.groups.pop());
      },
      expectations: [
        alive,
        longestGap(2_600),
        neverLowers,
        raisesTo(3),
        ({ raises }) =>
          (raises[0]?.at ?? 0) > 6_000 ? undefined : `raised one of two groups instead of ${GROUP} alone`,
      ],
    },
    {
      ...base('deadline near'),
      remainingMs: 3_000,
      lengthMs: 4_000,
      prepare: (services) => (services.jobs = { queued: 3, running: 0 }),
      expectations: [
        alive,
        raisesTo(3),
        ({ billedMs, startMs = 0 }) =>
          (billedMs[0] ?? Infinity) - startMs < 3_000 ? undefined : 'did not end in time',
      ],
    },
  ];
}

/** Two invocations of one environment, the first of which cannot publish; the second scales out. */
export function cloudWatchFaults(): Scenario[] {
  const faults: [string, (reply: AwsReply) => void][] = [
    ['500', (reply) => reply.fail('InternalServiceFault', 'oops', 500)],
    ['hang', hang],
    ['throttled', throttle],
  ];
  return faults.map(([name, fault]) => ({
    ...base(`CloudWatch: ${name}`),
    starts: [{ atMs: 0 }, { atMs: 14_000 }],
    remainingMs: 14_000,
    lengthMs: 29_000,
    prepare: (services) => {
      services.jobs = { queued: 3, running: 0 };
      services.account.faults.set('PutMetricData', fault);
      services.timeline.at(13_000, () => (services.jobs = { queued: 4, running: 3 }));
    },
    expectations: [alive, neverLowers, raisesTo(3, 7), longestGap(5_000)],
  }));
}

const base = (name: string) => ({
  name,
  instances: 0,
  starts: [{ atMs: 0 }],
  remainingMs: 16_000,
  lengthMs: 18_000,
});
