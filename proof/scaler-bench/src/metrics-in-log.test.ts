import { describe, expect, it } from '@jest/globals';
import { metricsInLog } from './metrics-in-log.ts';

/**
 * A log line in CloudWatch's embedded metric format. The scaler's embedded-metrics.test.ts checks that the scaler writes
 * such lines.
 */
function metricLine(name: string, dimensions: Record<string, string>): string {
  const directive = {
    Namespace: 'Semaphore',
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: name, Unit: 'Count' }],
  };
  return JSON.stringify({
    _aws: { Timestamp: 1_772_359_259_000, CloudWatchMetrics: [directive] },
    ...dimensions,
    [name]: [3],
  });
}

describe('metricsInLog', () => {
  it('finds metrics among other lines', () => {
    const output = [
      'START',
      '{"level":"INFO","message":"desired capacity held"}',
      metricLine('JobCount', { StackName: 'ci', JobState: 'queued' }),
      metricLine('DesiredCapacity', { StackName: 'ci' }),
      '{"_aws":1}',
      '{"_aws"',
    ];
    expect(metricsInLog(output.join('\n'))).toEqual(['JobCount.queued', 'DesiredCapacity']);
  });
});
