import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { GROUP_NAME_VARIABLE } from '@agent-aws-stack/contract';
import { deny, hang, throttle } from './aws-replies.ts';
import { GROUP } from './fleet-resources.ts';
import { alive, longestGap, neverLowers, raisesTo, type Scenario } from './scenario.ts';

/** Without GROUP_NAME_VARIABLE, the scaler finds its group by the stack's tag. */
const findGroupByTag = { variables: { [GROUP_NAME_VARIABLE]: '' } };

/** Scenarios with a fault from the start. The faults of AWS last six seconds. */
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
      ...findGroupByTag,
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
          (raises[0]?.at ?? 0) > 6_000 ? undefined : `did not wait until ${GROUP} was the only group`,
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

/** Two invocations in the same environment. PutMetricData fails in both, and the second one must still scale out. */
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
