import { describe, expect, it } from '@jest/globals';
import type { InvocationResult } from '../../virtual/scaler-invocation.ts';
import { type AlarmEvidence, wrongAlarms } from './alarms.ts';

const MINUTE = 60_000;
/** One invocation a minute, from minute 0 to 40. It fails in the minutes `failed`, and does not start in the minutes `missing`. */
function evidence({
  failed = [],
  missing = [],
  waited = [],
  unsteady = [],
  alarms = [],
}: {
  readonly failed?: readonly number[];
  readonly missing?: readonly number[];
  readonly waited?: readonly number[];
  readonly unsteady?: readonly number[];
  readonly alarms?: readonly (readonly [name: string, from: number, to: number])[];
}): AlarmEvidence {
  const minutes = Array.from({ length: 41 }, (_, minute) => minute);
  return {
    startedAt: 0,
    endedAt: 41 * MINUTE,
    changes: alarms.flatMap(([name, from, to]) => [
      { at: from * MINUTE, alarm: `lab-${name}`, state: 'ALARM' as const },
      { at: to * MINUTE, alarm: `lab-${name}`, state: 'OK' as const },
    ]),
    invocations: minutes
      .filter((minute) => !missing.includes(minute))
      .map((minute) => ({
        scheduledAt: minute * MINUTE,
        startedAt: minute * MINUTE,
        endedAt: (minute + 1) * MINUTE,
        result: (failed.includes(minute) ? 'failed' : 'succeeded') satisfies InvocationResult,
      })),
    unsteadyMinutes: new Set(unsteady),
    waitedAtMaximum: new Map(minutes.map((minute) => [minute, waited.includes(minute)])),
  };
}
const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

describe('wrongAlarms', () => {
  it.each<[string, Parameters<typeof evidence>[0]]>([
    ['a quiet fleet', {}],
    ['a failing scaler and its alarm', { failed: [10, 12, 13], alarms: [['scaler-failing', 15, 20]] }],
    ['three failures among successes', { failed: [10, 12, 13] }],
    ['a silent scaler and its alarm', { missing: from(10, 12), alarms: [['scaler-silent', 18, 25]] }],
    ['four missing starts', { missing: from(10, 4) }],
    ['waiting jobs and their alarm', { waited: from(10, 16), alarms: [['jobs-waiting-at-maximum', 21, 27]] }],
    ['waiting jobs while Semaphore fails', { waited: from(10, 15), unsteady: [20] }],
    ['jobs that wait for five minutes', { waited: from(10, 5) }],
  ])('accepts %s', (_, given) => {
    expect(wrongAlarms(evidence(given))).toEqual([]);
  });

  it.each<[RegExp, Parameters<typeof evidence>[0]]>([
    [/^scaler-failing went off at 00:15:00, but/, { failed: [10, 12], alarms: [['scaler-failing', 15, 20]] }],
    [/^scaler-failing did not go off, .* 00:13:00$/, { failed: [10, 11, 12, 13] }],
    [/^scaler-silent went off at 00:18:00, but/, { alarms: [['scaler-silent', 18, 25]] }],
    [/^scaler-silent did not go off, .* 00:09:00$/, { missing: from(10, 12) }],
    [/^jobs-waiting-at-maximum went off at 00:21:00, but/, { alarms: [['jobs-waiting-at-maximum', 21, 27]] }],
    [/^jobs-waiting-at-maximum did not go off, .* 00:10:00$/, { waited: from(10, 15) }],
    [/^ssh-keys-updater-failing changed/, { alarms: [['ssh-keys-updater-failing', 5, 9]] }],
  ])('finds %s', (expected, given) => {
    expect(wrongAlarms(evidence(given))[0]).toMatch(expected);
  });
});
