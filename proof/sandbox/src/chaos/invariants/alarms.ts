import { ALARMS } from '@agent-aws-stack/contract';
import type { AlarmChange } from '../../virtual/cloudwatch/alarm-watch.ts';
import type { InvocationRecord } from '../../virtual/scaler-lambda.ts';

/** What happened, minute by minute. Minutes are numbered since the epoch. */
export interface AlarmEvidence {
  readonly changes: readonly AlarmChange[];
  readonly invocations: readonly InvocationRecord[];
  /** For each minute, whether jobs waited at the maximum during all of it. */
  readonly waitedAtMaximum: ReadonlyMap<number, boolean>;
  /**
   * The minutes in which Semaphore failed, and the five after them. Agents that cannot sync stay idle while jobs wait. The scaler takes
   * these jobs for jobs that the organization's quota holds, and does not count them as waiting.
   */
  readonly unsteadyMinutes: ReadonlySet<number>;
  readonly startedAt: number;
  readonly endedAt: number;
}

const MINUTE = 60_000;
/** CloudWatch looks at two minutes more than an alarm's periods. */
const MORE_MINUTES = 2;
/** An alarm knows of an invocation at most this long after the invocation's start: the invocation may last 160 s, and the alarm is evaluated once a minute. */
const REPORTED_AFTER_MS = 4 * MINUTE;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Returns the alarms without a cause, and the causes without an alarm. */
export function wrongAlarms(evidence: AlarmEvidence): readonly string[] {
  const { changes, invocations, startedAt } = evidence;
  const starts = invocations.map((invocation) => invocation.startedAt).sort((a, b) => a - b);
  const failures = invocations.filter(({ result }) => result !== 'succeeded');
  const failedMinutes = [...new Set(failures.map((failure) => minuteOf(failure.startedAt)))].sort(
    (a, b) => a - b,
  );
  return [
    ...of(ALARMS.failing).flatMap(({ from }) =>
      failedMinutes.filter((minute) => isRecent(minute, from, 5)).length >= 3
        ? []
        : [
            `${ALARMS.failing} went off at ${time(from)}, but the scaler had failed in fewer than three of the last seven minutes`,
          ],
    ),
    ...failedMinutes.flatMap((minute, index) => {
      // Only four failures in a row must raise the alarm: metrics of a failed invocation may arrive after those of the next ones, so the alarm
      // can miss three failures among successes.
      const fourth = failedMinutes[index + 3];
      if (fourth !== minute + 3 || fourth * MINUTE > evidence.endedAt - REPORTED_AFTER_MS) return [];
      return isOn(ALARMS.failing, { from: minute * MINUTE, to: fourth * MINUTE + REPORTED_AFTER_MS })
        ? []
        : [
            `${ALARMS.failing} did not go off, although the scaler failed in four minutes in a row, the last at ${time(fourth * MINUTE)}`,
          ];
    }),
    ...of(ALARMS.silent).flatMap(({ from }) =>
      // The alarm is on right after the deployment, so the first five minutes are left out.
      from - startedAt > 5 * MINUTE &&
      starts.some((start) => start > from - 5 * MINUTE && start < from - 3 * MINUTE)
        ? [
            `${ALARMS.silent} went off at ${time(from)}, but the scaler had started three to five minutes before`,
          ]
        : [],
    ),
    ...starts.flatMap((start, index) => {
      const next = starts[index + 1] ?? evidence.endedAt;
      return next - start < 9 * MINUTE || isOn(ALARMS.silent, { from: start, to: next })
        ? []
        : [
            `${ALARMS.silent} did not go off, although the scaler did not start for nine minutes after ${time(start)}`,
          ];
    }),
    ...of(ALARMS.jobsWaiting).flatMap(({ from }) =>
      [...evidence.waitedAtMaximum].filter(([minute, waited]) => waited && isRecent(minute, from, 10))
        .length >= 8
        ? []
        : [
            `${ALARMS.jobsWaiting} went off at ${time(from)}, but jobs had waited in fewer than 8 of the last 12 minutes`,
          ],
    ),
    ...missedWaits(),
    ...changes
      .filter(({ alarm }) => alarm.endsWith(ALARMS.updaterFailing))
      .map(({ at }) => `${ALARMS.updaterFailing} changed at ${time(at)}, but there is no updater`),
  ];

  /** When the alarm was on. */
  function of(name: string): readonly Interval[] {
    const own = changes.filter(({ alarm }) => alarm.endsWith(name));
    return own.flatMap(({ at, state }, index) =>
      state === 'ALARM' ? [{ from: at, to: own[index + 1]?.at ?? Infinity }] : [],
    );
  }

  function isOn(name: string, { from, to }: Interval): boolean {
    return of(name).some((interval) => interval.from <= to && interval.to >= from);
  }

  /** Waits of a quarter of an hour without the alarm, although Semaphore did not fail and the scaler succeeded in each minute. */
  function missedWaits(): readonly string[] {
    return [...evidence.waitedAtMaximum.keys()].flatMap((first) => {
      const minutes = Array.from({ length: 15 }, (_, index) => first + index);
      const isWait = minutes.every((minute) => evidence.waitedAtMaximum.get(minute) === true);
      const isSteady = !minutes.some((minute) => evidence.unsteadyMinutes.has(minute));
      const isKnown = minutes.every((minute) =>
        invocations.some(
          (invocation) => minuteOf(invocation.scheduledAt) === minute && invocation.result === 'succeeded',
        ),
      );
      if (!isWait || !isSteady || !isKnown) return [];
      return isOn(ALARMS.jobsWaiting, { from: first * MINUTE, to: (first + 15) * MINUTE })
        ? []
        : [
            `${ALARMS.jobsWaiting} did not go off, although jobs waited for a quarter of an hour from ${time(first * MINUTE)}`,
          ];
    });
  }
}

/** Whether an alarm over this many minutes takes `minute` into account at its evaluation at `at`. */
function isRecent(minute: number, at: number, minutes: number): boolean {
  return minute >= minuteOf(at) - minutes - MORE_MINUTES && minute < minuteOf(at);
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE);
const time = (at: number): string => new Date(at).toISOString().slice(11, 19);
