import { describe, expect, it } from '@jest/globals';
import { Tally } from './tally.ts';

const seen = (queued: number) => ({ jobs: { queued, running: 0 }, agents: { idle: 0, occupied: 0 } });
const group = { min: 0, max: 5, desired: 0 };
const held = (target: number) => ({ kind: 'hold', target, reason: 'demand met' }) as const;

describe('Tally', () => {
  it('counts what was decided and what failed', () => {
    const tally = new Tally('ci');
    for (let poll = 0; poll < 3; poll++) tally.carriedOut();
    for (const error of [new Error('first'), new Error('last')]) tally.failure(error);
    expect([tally.decided, tally.failed, tally.lastFailure]).toEqual([3, 2, new Error('last')]);
  });

  it('publishes a series that was zero at times, zeros included', () => {
    const tally = new Tally('ci');
    tally.decision(seen(3), group, held(0));
    tally.decision(seen(3), group, held(5));
    expect(tally.takeMetrics()).toEqual([
      {
        name: 'DesiredCapacity',
        unit: 'Count',
        dimensions: { StackName: 'ci' },
        values: [0, 5],
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

  it('publishes nothing twice', () => {
    const tally = new Tally('ci');
    const take = () => tally.takeMetrics().map(({ name, values }) => [name, values]);
    tally.demand(seen(3));
    tally.failure(new Error('one'));
    tally.failure(new Error('two'));
    expect(take()).toContainEqual(['PollFailures', [2]]);
    expect(take()).toEqual([]);
    tally.failure(new Error('three'));
    expect(take()).toEqual([['PollFailures', [1]]]);
    expect(tally.failed).toBe(3);
  });
});
