import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AwsReply } from '@agent-aws-stack/aws-clients/testing';
import { LiveServers } from '../testing/live.ts';

const hang = () => undefined;
let live: LiveServers;
beforeEach(async () => {
  live = await LiveServers.start();
});
afterEach(() => live[Symbol.asyncDispose]());

describe('publishing over real sockets', () => {
  const metrics = [
    { name: 'JobCount', dimensions: { StackName: 'ci' }, unit: 'Count', values: [1], counts: [30] },
  ] as const;

  it.each<[string, (aws: AwsReply) => void, RegExp]>([
    ['fails', (aws) => aws.fail('InternalServiceFault', 'oops', 500), /ServiceError|DeadlineExceededError/],
    ['hangs', hang, /DeadlineExceededError/],
    [
      'is throttled',
      (aws) => aws.fail('ThrottlingException', 'Rate exceeded'),
      /ThrottledError|DeadlineExceededError/,
    ],
  ])('ends in time when CloudWatch %s, and polls go on', async (_, fault, name) => {
    live.account.faults.set('PutMetricData', fault);
    const { ports, poller } = live.scaler();
    const failing = expect(ports.metrics.publish(metrics, new Date())).rejects.toMatchObject({
      name: expect.stringMatching(name) as unknown,
    });
    await poller.poll();
    expect(live.account.desiredCapacities).toEqual([4]);
    await failing;
  });

  it('puts names, values and counts, at their time, into the namespace of Semaphore', async () => {
    const at = new Date('2026-03-01T10:00:59Z');
    await live.scaler().ports.metrics.publish(metrics, at);
    expect(live.aws.calls.map(({ input }) => input)).toMatchObject([{ Namespace: 'Semaphore' }]);
    expect(live.account.metricData).toMatchObject([
      {
        MetricName: 'JobCount',
        Dimensions: [{ Name: 'StackName', Value: 'ci' }],
        Unit: 'Count',
        Values: [1],
        Counts: [30],
        Timestamp: at.getTime() / 1_000,
      },
    ]);
  });

  it('calls nobody for nothing', async () => {
    await live.scaler().ports.metrics.publish([], new Date());
    expect(live.aws.calls).toEqual([]);
  });
});
