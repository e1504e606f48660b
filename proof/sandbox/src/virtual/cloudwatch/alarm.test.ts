import { describe, expect, it } from '@jest/globals';
import { alarmSchema, alarmState } from './alarm.ts';

/** 0 = does not breach, X = breaches, - = missing */
const datapoints = (text: string) => text.split(' ').map((mark) => ({ '0': 0, X: 2, '-': undefined })[mark]);

const alarm = (datapointsToAlarm: number, missingData: 'breaching' | 'notBreaching') => ({
  ...{ comparison: 'GreaterThanOrEqualToThreshold' as const, threshold: 1 },
  ...{ evaluationPeriods: 3, datapointsToAlarm, missingData },
});

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('alarmState', () => {
  it.each([
    [3, '0 - X - X', 'OK', 'OK'],
    [3, '- - - - 0', 'OK', 'OK'],
    [3, '- - - - -', 'ALARM', 'OK'],
    [3, '0 X X - X', 'ALARM', 'ALARM'],
    [3, '- - X - -', 'ALARM', 'OK'],
    [2, '0 - X - X', 'ALARM', 'ALARM'],
    [2, '0 0 X 0 X', 'ALARM', 'ALARM'],
    [2, '0 - X - -', 'ALARM', 'OK'],
    [2, '- - - - 0', 'ALARM', 'OK'],
    [2, '- - - - X', 'ALARM', 'OK'],
  ])(
    '%i of 3 datapoints to alarm, data %s: %s if missing data breaches, else %s',
    (count, text, breaching, notBreaching) => {
      expect(alarmState(alarm(count, 'breaching'), datapoints(text))).toBe(breaching);
      expect(alarmState(alarm(count, 'notBreaching'), datapoints(text))).toBe(notBreaching);
    },
  );

  it('compares data with the threshold by the operator of the alarm', () => {
    const below = { ...alarm(1, 'notBreaching'), comparison: 'LessThanThreshold' as const };
    expect(alarmState(below, [1, 1, 1])).toBe('OK');
    expect(alarmState(below, [1, 0, 1])).toBe('ALARM');
    const above = { ...alarm(1, 'notBreaching'), comparison: 'GreaterThanThreshold' as const };
    expect(alarmState(above, [1, 1, 1])).toBe('OK');
    expect(alarmState(above, [1, 2, 1])).toBe('ALARM');
  });
});

describe('alarmSchema', () => {
  it('refuses an alarm that the evaluator does not understand', () => {
    expect(alarmSchema.safeParse({ AlarmName: 'a', Metrics: [] }).success).toBe(false);
  });
});
