import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Sizing } from './decide.ts';
import { explainDecision } from './explain.ts';

const plain: Sizing = { headroom: { strategy: 'none' }, maxStep: 0 };
const group = (min: number, max: number, desired: number) => ({ min, max, desired });
const jobs = (queued: number, running: number) => ({ queued, running });

describe('explainDecision', () => {
  it.each([
    [
      'a raise',
      explainDecision(jobs(3, 1), group(0, 10, 2), plain),
      [
        '3 jobs wait and 1 runs: 4 agents are called for.',
        'The group may have from 0 to 10 instances; its desired capacity is 2.',
        'The scaler would raise the desired capacity from 2 to 4: demand.',
      ],
    ],
    [
      'headroom in percent, in steps',
      explainDecision(jobs(1, 8), group(0, 20, 9), {
        headroom: { strategy: 'percentage', factor: 25 },
        maxStep: 2,
      }),
      [
        '1 job waits and 8 run: 9 agents are called for.',
        'Headroom is 25 % of it, rounded up to 3: 12.',
        'The group may have from 0 to 20 instances; its desired capacity is 9.',
        'One decision adds 2 at most.',
        'The scaler would raise the desired capacity from 9 to 11: demand, one step at a time.',
      ],
    ],
    [
      'headroom by number',
      explainDecision(jobs(0, 0), group(0, 20, 2), {
        headroom: { strategy: 'number', factor: 2 },
        maxStep: 0,
      }),
      [
        '0 jobs wait and 0 run: 0 agents are called for.',
        'Headroom is 2, whatever the demand: 2.',
        'The group may have from 0 to 20 instances; its desired capacity is 2.',
        'The scaler would leave the desired capacity at 2: demand met.',
      ],
    ],
    [
      'the minimum',
      explainDecision(jobs(0, 1), group(3, 5, 3), {
        headroom: { strategy: 'number', factor: 2 },
        maxStep: 0,
      }),
      [
        '0 jobs wait and 1 runs: 1 agent is called for.',
        'That is below the minimum of 3, which is kept; without headroom.',
        'The group may have from 3 to 5 instances; its desired capacity is 3.',
        'The scaler would leave the desired capacity at 3: demand met.',
      ],
    ],
    [
      'the maximum',
      explainDecision(jobs(7, 5), group(0, 5, 5), plain),
      [
        '7 jobs wait and 5 run: 12 agents are called for.',
        'The group may have from 0 to 5 instances; its desired capacity is 5.',
        'The scaler would leave the desired capacity at 5: at the maximum size. What waits must wait for an agent to become free, or for a larger maximum.',
      ],
    ],
    [
      'the maximum, with nothing that waits',
      explainDecision(jobs(0, 7), group(0, 5, 5), plain),
      [
        '0 jobs wait and 7 run: 7 agents are called for.',
        'The group may have from 0 to 5 instances; its desired capacity is 5.',
        'The scaler would leave the desired capacity at 5: at the maximum size.',
      ],
    ],
    [
      'jobs that wait for agents to start',
      explainDecision(jobs(2, 1), group(0, 5, 3), plain),
      [
        '2 jobs wait and 1 runs: 3 agents are called for.',
        'The group may have from 0 to 5 instances; its desired capacity is 3.',
        'The scaler would leave the desired capacity at 3: demand met.',
      ],
    ],
    [
      'more capacity than demand',
      explainDecision(jobs(0, 1), group(0, 5, 4), plain),
      [
        '0 jobs wait and 1 runs: 1 agent is called for.',
        'The group may have from 0 to 5 instances; its desired capacity is 4.',
        'The scaler would leave the desired capacity at 4: more capacity than demand. It never lowers; agents that idle long enough take their instance with them.',
      ],
    ],
  ])('puts into words: %s', (_, { steps, conclusion }, expected) => {
    expect([...steps, conclusion]).toEqual(expected);
  });

  it('says what would be done, always', () => {
    const counts = fc.nat(50);
    fc.assert(
      fc.property(
        counts,
        counts,
        counts,
        counts,
        counts,
        fc.nat(3),
        (queued, running, min, more, desired, maxStep) => {
          const limits = group(min, min + more, desired);
          const sizing = { ...plain, maxStep };
          const { decision, conclusion } = explainDecision({ queued, running }, limits, sizing);
          expect(decision).toEqual(decide({ queued, running }, limits, sizing));
          expect(conclusion).toContain(decision.kind === 'raise' ? `to ${decision.target}` : `at ${desired}`);
        },
      ),
    );
  });
});
