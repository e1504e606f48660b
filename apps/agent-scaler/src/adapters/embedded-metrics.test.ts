import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Metric } from '../ports.ts';
import { EmbeddedMetrics } from './embedded-metrics.ts';

const timestamp = new Date('2026-03-01T10:00:59Z');
const jobCount: Metric = {
  name: 'JobCount',
  dimensions: { StackName: 'ci', JobState: 'queued' },
  unit: 'Count',
  values: [0, 3],
  counts: [2, 1],
};

function linesOf(metrics: readonly Metric[]) {
  let written = '';
  new EmbeddedMetrics((line) => (written += line)).publish(metrics, timestamp);
  return written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('EmbeddedMetrics', () => {
  it("writes a metric in CloudWatch's embedded metric format", () => {
    expect(linesOf([jobCount])).toEqual([
      {
        _aws: {
          Timestamp: timestamp.getTime(),
          CloudWatchMetrics: [
            {
              Namespace: 'Semaphore',
              Dimensions: [['StackName', 'JobState']],
              Metrics: [{ Name: 'JobCount', Unit: 'Count' }],
            },
          ],
        },
        StackName: 'ci',
        JobState: 'queued',
        JobCount: [0, 0, 3],
      },
    ]);
  });

  it('writes one line per metric, because a line can have each dimension only once', () => {
    const running = { ...jobCount, dimensions: { StackName: 'ci', JobState: 'running' } };
    expect(linesOf([jobCount, running]).map(({ JobState }) => JobState)).toEqual(['queued', 'running']);
  });

  it('writes nothing without samples', () => {
    expect(linesOf([])).toEqual([]);
  });

  it('writes all samples, at most a hundred in a line', () => {
    const seen = fc.array(fc.tuple(fc.nat(5_000), fc.integer({ min: 1, max: 160 })), { maxLength: 5 });
    fc.assert(
      fc.property(seen, (samples) => {
        const [values, counts] = [samples.map(([value]) => value), samples.map(([, count]) => count)];
        const lines = linesOf([{ ...jobCount, values, counts }]).map(({ JobCount }) => JobCount as number[]);
        expect(Math.max(0, ...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
        const expected = samples.flatMap(([value, count]) => Array.from({ length: count }, () => value));
        expect(lines.flat()).toEqual(expected);
      }),
    );
  });
});
