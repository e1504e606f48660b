import { describe, expect, it } from '@jest/globals';
import type { Headroom } from './headroom.ts';
import { decide, jobsWaitingAtMaximum, type Decision } from './decide.ts';

const none: Headroom = { strategy: 'none' };

describe('decide', () => {
  it.each<[[number, number], [number, number, number], number, Decision]>([
    [[4, 0], [0, 10, 0], 0, { kind: 'raise', target: 4, reason: 'demand' }],
    [[1, 0], [3, 10, 0], 0, { kind: 'raise', target: 3, reason: 'minimum size' }],
    [
      [40, 0],
      [0, 10, 2],
      0,
      { kind: 'raise', target: 10, reason: 'demand, as far as the maximum size allows' },
    ],
    [[8, 0], [0, 10, 2], 3, { kind: 'raise', target: 5, reason: 'demand, one step at a time' }],
    [[2, 2], [0, 10, 4], 0, { kind: 'hold', target: 4, reason: 'demand met' }],
    [[0, 1], [0, 10, 4], 0, { kind: 'hold', target: 4, reason: 'more capacity than demand' }],
    [[9, 9], [0, 10, 10], 0, { kind: 'hold', target: 10, reason: 'at the maximum size' }],
    [[9, 9], [0, 10, 12], 0, { kind: 'hold', target: 12, reason: 'above the maximum size' }],
    [[0, 0], [0, 0, 0], 0, { kind: 'hold', target: 0, reason: 'demand met' }],
  ])(
    'for jobs %j, group %j and step %d, returns %j',
    ([queued, running], [min, max, desired], maxStep, expected) => {
      expect(decide({ queued, running }, { min, max, desired }, { headroom: none, maxStep })).toEqual(
        expected,
      );
    },
  );

  it.each<[number, Headroom, Decision]>([
    [5, none, { kind: 'raise', target: 6, reason: 'demand without held jobs' }],
    [6, none, { kind: 'hold', target: 6, reason: 'demand without held jobs met' }],
    [7, none, { kind: 'hold', target: 7, reason: 'more capacity than demand without held jobs' }],
    [6, { strategy: 'number', factor: 3 }, { kind: 'raise', target: 8, reason: 'demand without held jobs' }],
    [
      6,
      { strategy: 'percentage', factor: 50 },
      { kind: 'raise', target: 8, reason: 'demand without held jobs' },
    ],
  ])(
    'leaves out held jobs, but keeps one idle agent: desired %d, headroom %j',
    (desired, headroom, expected) => {
      const demand = { queued: 45, running: 5, held: 45 };
      expect(decide(demand, { min: 0, max: 100, desired }, { headroom, maxStep: 0 })).toEqual(expected);
    },
  );

  it('adds no idle agent for held jobs if the minimum already includes one', () => {
    const demand = { queued: 45, running: 5, held: 45 };
    const group = { min: 6, max: 100, desired: 6 };
    expect(decide(demand, group, { headroom: none, maxStep: 0 })).toMatchObject({ kind: 'hold', target: 6 });
  });

  it('adds headroom', () => {
    const headroom: Headroom = { strategy: 'percentage', factor: 50 };
    const decision = decide(
      { queued: 3, running: 0 },
      { min: 0, max: 10, desired: 0 },
      { headroom, maxStep: 0 },
    );
    expect(decision).toMatchObject({ target: 5 });
  });
});

describe('jobsWaitingAtMaximum', () => {
  it.each([
    [7, 10, 10, 7],
    [7, 10, 12, 7],
    [7, 10, 9, 0],
    [0, 10, 10, 0],
  ])('with %d queued jobs, maximum %d and desired capacity %d is %d', (queued, max, desired, expected) => {
    expect(jobsWaitingAtMaximum({ queued, running: 1 }, { max, desired })).toBe(expected);
  });

  it('leaves out held jobs', () => {
    expect(jobsWaitingAtMaximum({ queued: 7, running: 1, held: 5 }, { max: 3, desired: 3 })).toBe(2);
  });
});
