import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountInEnvironment } from '../testing/index.ts';
import { loadMetricPublisher, type MetricDatum } from './index.ts';

let aws: AccountInEnvironment;
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
});
afterEach(() => aws[Symbol.asyncDispose]());

const datum: MetricDatum = {
  name: 'JobCount',
  dimensions: { StackName: 'ci', JobState: 'queued' },
  unit: 'Count',
  timestamp: new Date('2026-01-02T03:04:05Z'),
  values: [0, 3],
  counts: [28, 2],
};

describe('MetricPublisher', () => {
  it('puts values with how often they were seen', async () => {
    const publisher = await loadMetricPublisher('Semaphore');
    await publisher.put([datum]);
    expect(aws.server.calls).toMatchObject([{ action: 'PutMetricData', input: { Namespace: 'Semaphore' } }]);
    expect(aws.account.metricData).toEqual([
      {
        MetricName: 'JobCount',
        Dimensions: [
          { Name: 'StackName', Value: 'ci' },
          { Name: 'JobState', Value: 'queued' },
        ],
        Unit: 'Count',
        Timestamp: datum.timestamp.getTime() / 1_000,
        Values: [0, 3],
        Counts: [28, 2],
      },
    ]);
    publisher.close();
  });

  it('makes no call for nothing', async () => {
    await (await loadMetricPublisher('Semaphore')).put([]);
    expect(aws.server.calls).toEqual([]);
  });

  it('names the namespace when it is throttled', async () => {
    aws.account.faults.set('PutMetricData', (reply) => reply.fail('ThrottlingException', 'Rate exceeded'));
    const publisher = await loadMetricPublisher('Semaphore', { maxAttempts: 1 });
    await expect(publisher.put([datum])).rejects.toMatchObject({
      name: 'ThrottledError',
      resource: 'namespace Semaphore',
    });
  });

  it('ends a call under way when it is closed', async () => {
    aws.account.faults.set('PutMetricData', () => publisher.close());
    const publisher = await loadMetricPublisher('Semaphore', { maxAttempts: 1 });
    await expect(publisher.put([datum])).rejects.toMatchObject({ name: 'ConnectionError' });
  });
});
