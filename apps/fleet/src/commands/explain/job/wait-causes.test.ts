import { expect, it } from '@jest/globals';
import type { Decision, ScalerEntry } from '../../../observe/scaler-log.ts';
import { waitCauses } from './wait-causes.ts';

const at = new Date('2026-11-24T12:00:00Z');
const decision = (fields: Partial<Decision>): ScalerEntry => ({
  ...{ kind: 'decision', at, decision: 'hold', queued: 1, running: 0, idle: 0, occupied: 0 },
  ...{ max: 10, desired: 2, target: 2, reason: 'demand met' },
  ...fields,
});
const event = (text: string, level: 'info' | 'warn' = 'info'): ScalerEntry => ({
  ...{ kind: 'event', at, level, text },
});

it.each([
  ['no cause if the fleet had capacity', [decision({})], []],
  [
    'a group at its maximum',
    [decision({ desired: 10, queued: 3 }), decision({ desired: 10, queued: 9 }), decision({ desired: 9 })],
    ['The group was at its maximum of 10, with up to 9 jobs queued.'],
  ],
  [
    "the organization's quota",
    [decision({ held: 4 }), decision({ held: 6 })],
    ["Up to 6 queued jobs were held by the organization's quota: agents idled and got none of them."],
  ],
  [
    'instances that had to boot',
    [
      decision({ decision: 'raise', desired: 2, target: 4 }),
      decision({ decision: 'raise', desired: 4, target: 7 }),
    ],
    ['The scaler raised the desired capacity from 2 to 7, so instances had to boot.'],
  ],
  [
    'the launch brake',
    [
      event('agents do not start: launches suspended', 'warn'),
      event('launches resumed for one round, to see whether its agents start'),
    ],
    [/^The launch brake opened/, /^The launch brake let the group launch one round/],
  ],
  [
    'missing spot capacity',
    [event('on-demand capacity raised from 0 to 2: spot capacity of 2 was missing for 90 s')],
    [/^Spot capacity was missing/],
  ],
  [
    'polls that failed',
    [event('poll failed: SemaphoreStatusError: status 503', 'warn')],
    ['Some polls failed: poll failed: SemaphoreStatusError: status 503'],
  ],
])('waitCauses finds why jobs waited: %s', (_, entries, causes) => {
  expect(waitCauses(entries)).toEqual(
    causes.map((cause) => (typeof cause === 'string' ? cause : expect.stringMatching(cause))),
  );
});
