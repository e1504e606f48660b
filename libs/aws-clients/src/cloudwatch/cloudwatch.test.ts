import { describe, expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { Alarms, cloudWatchClient, Metrics } from './index.ts';

const aws = new ServerForEachTest();
const client = () => cloudWatchClient({ maxAttempts: 1 });
const period = { from: new Date(1_000), to: new Date(61_000) };

describe('Metrics', () => {
  it('returns the samples of each query under its key, and an empty list if there are none', async () => {
    aws.answer = (_, reply) =>
      reply.ok({ MetricDataResults: [{ Id: 'jobs', Timestamps: [60, 0], Values: [3, 1] }] });
    const jobs = {
      namespace: 'Semaphore',
      metric: 'JobCount',
      dimensions: { JobState: 'queued' },
      statistic: 'Sum',
    } as const;
    const none = { ...jobs, periodSeconds: 3_600 };
    expect(await new Metrics(client()).query({ jobs, none }, period, 'metrics of ci')).toEqual({
      jobs: [
        { at: new Date(60_000), value: 3 },
        { at: new Date(0), value: 1 },
      ],
      none: [],
    });
    expect(aws.calls[0]?.input).toMatchObject({
      MetricDataQueries: [
        {
          Id: 'jobs',
          MetricStat: {
            Metric: {
              Namespace: 'Semaphore',
              MetricName: 'JobCount',
              Dimensions: [{ Name: 'JobState', Value: 'queued' }],
            },
            ...{ Period: 60, Stat: 'Sum' },
          },
        },
        { Id: 'none', MetricStat: { Period: 3_600 } },
      ],
    });
  });

  it('throws typed errors', async () => {
    aws.answer = (_, reply) => reply.fail('AccessDenied', 'no', 403);
    await expect(new Metrics(client()).query({}, period, 'metrics of ci')).rejects.toMatchObject({
      ...{ name: 'AccessDeniedError', action: 'cloudwatch:GetMetricData', resource: 'metrics of ci' },
    });
  });
});

describe('Alarms', () => {
  it('finds existing alarms', async () => {
    aws.answer = (_, reply) =>
      reply.ok({ MetricAlarms: [{ AlarmName: 'a', StateValue: 'OK', ActionsEnabled: false }] });
    expect(await new Alarms(client()).find(['a', 'b'])).toEqual([
      { name: 'a', state: 'OK', reason: '', actionsEnabled: false, actions: [] },
    ]);
  });

  it('sends no request without names, because CloudWatch would return all alarms of the account', async () => {
    expect(await new Alarms(client()).find([])).toEqual([]);
    expect(aws.calls).toEqual([]);
  });
});
