import { expect, it } from '@jest/globals';
import { EmbeddedMetrics } from '@agent-aws-stack/agent-scaler/in-process';
import { readEmbeddedMetric } from './embedded-metrics.ts';

it('readEmbeddedMetric reads what the scaler writes', () => {
  const lines: string[] = [];
  const metric = { name: 'JobCount', dimensions: { StackName: 'lab' }, unit: 'Count' as const };
  new EmbeddedMetrics((line) => lines.push(line)).publish(
    [{ ...metric, values: [3, 0], counts: [2, 1] }],
    new Date(60_000),
  );
  expect(lines.map(readEmbeddedMetric)).toEqual([
    {
      namespace: 'Semaphore',
      name: 'JobCount',
      dimensions: { StackName: 'lab' },
      timestamp: 60_000,
      values: [3, 3, 0],
    },
  ]);
});
