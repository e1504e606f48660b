import { describe, expect, it } from '@jest/globals';
import { MetricsBuffer } from './metrics-buffer.ts';

const metrics = (queued: number) => ({ jobs: { queued, running: 0 }, agents: { idle: 0, occupied: 0 } });
const group = { min: 0, max: 5, desired: 0 };
const held = (target: number) => ({ kind: 'hold', target, reason: 'demand met' }) as const;

describe('MetricsBuffer', () => {
  it('counts polls that succeeded and failed', () => {
    const buffer = new MetricsBuffer('ci');
    for (let poll = 0; poll < 3; poll++) buffer.success();
    for (const error of [new Error('first'), new Error('last')]) buffer.failure(error);
    expect([buffer.succeeded, buffer.failed, buffer.lastFailure]).toEqual([3, 2, new Error('last')]);
  });

  it('publishes all samples of a series if any of them is not zero', () => {
    const buffer = new MetricsBuffer('ci');
    buffer.decision(metrics(3).jobs, group, held(0));
    buffer.decision({ ...metrics(5).jobs, held: 2 }, group, held(5));
    expect(buffer.takeMetrics()).toEqual([
      {
        name: 'DesiredCapacity',
        unit: 'Count',
        dimensions: { StackName: 'ci' },
        values: [0, 5],
        counts: [1, 1],
      },
      {
        name: 'JobsHeld',
        unit: 'Count',
        dimensions: { StackName: 'ci' },
        values: [0, 2],
        counts: [1, 1],
      },
      {
        name: 'JobsWaitingAtMaximum',
        unit: 'Count',
        dimensions: { StackName: 'ci' },
        values: [0, 3],
        counts: [1, 1],
      },
    ]);
  });

  it('publishes no sample twice', () => {
    const buffer = new MetricsBuffer('ci');
    const take = () => buffer.takeMetrics().map(({ name, values }) => [name, values]);
    buffer.demand(metrics(3));
    buffer.failure(new Error('one'));
    buffer.failure(new Error('two'));
    expect(take()).toContainEqual(['PollFailures', [2]]);
    expect(take()).toEqual([]);
    buffer.failure(new Error('three'));
    expect(take()).toEqual([['PollFailures', [1]]]);
    expect(buffer.failed).toBe(3);
  });
});
