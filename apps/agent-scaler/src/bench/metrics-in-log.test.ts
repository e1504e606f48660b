import { describe, expect, it } from '@jest/globals';
import { EmbeddedMetrics } from '../adapters/embedded-metrics.ts';
import { metricsInLog } from './metrics-in-log.ts';

describe('metricsInLog', () => {
  it('finds what the scaler publishes, among its other lines', () => {
    let output = 'START\n{"level":"INFO","message":"desired capacity held"}\n';
    const count = { unit: 'Count', values: [3], counts: [1] } as const;
    new EmbeddedMetrics((line) => (output += line)).publish(
      [
        { ...count, name: 'JobCount', dimensions: { StackName: 'ci', JobState: 'queued' } },
        { ...count, name: 'DesiredCapacity', dimensions: { StackName: 'ci' } },
      ],
      new Date(),
    );
    expect(metricsInLog(`${output}{"_aws":1}\n{"_aws"`)).toEqual(['JobCount.queued', 'DesiredCapacity']);
  });
});
