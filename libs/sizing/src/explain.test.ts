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
        '3 jobs queued, 1 running: 4 agents needed.',
        "The group's limits are 0 to 10 instances, and its desired capacity is 2.",
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
        '1 job queued, 8 running: 9 agents needed.',
        'Headroom adds 25 %, rounded up to 3: 12 agents.',
        "The group's limits are 0 to 20 instances, and its desired capacity is 9.",
        'One decision adds at most 2 instances.',
        'The scaler would raise the desired capacity from 9 to 11: demand, one step at a time.',
      ],
    ],
    [
      'a raise to the minimum, however small the step',
      explainDecision(jobs(1, 0), group(6, 20, 1), { headroom: { strategy: 'none' }, maxStep: 2 }),
      [
        '1 job queued, 0 running: 1 agent needed.',
        "The group's minimum is higher: 6. Headroom is not added to it.",
        "The group's limits are 6 to 20 instances, and its desired capacity is 1.",
        'One decision adds at most 2 instances, unless the minimum requires more.',
        'The scaler would raise the desired capacity from 1 to 6: minimum size.',
      ],
    ],
    [
      'headroom by number',
      explainDecision(jobs(0, 0), group(0, 20, 2), {
        headroom: { strategy: 'number', factor: 2 },
        maxStep: 0,
      }),
      [
        '0 jobs queued, 0 running: 0 agents needed.',
        'Headroom adds 2: 2 agents.',
        "The group's limits are 0 to 20 instances, and its desired capacity is 2.",
        'The scaler would leave the desired capacity at 2: demand met.',
      ],
    ],
    [
      'a minimum that is higher than the demand',
      explainDecision(jobs(0, 1), group(3, 5, 3), {
        headroom: { strategy: 'number', factor: 2 },
        maxStep: 0,
      }),
      [
        '0 jobs queued, 1 running: 1 agent needed.',
        "The group's minimum is higher: 3. Headroom is not added to it.",
        "The group's limits are 3 to 5 instances, and its desired capacity is 3.",
        'The scaler would leave the desired capacity at 3: demand met.',
      ],
    ],
    [
      'jobs that wait because the group is at its maximum',
      explainDecision(jobs(7, 5), group(0, 5, 5), plain),
      [
        '7 jobs queued, 5 running: 12 agents needed.',
        "The group's limits are 0 to 5 instances, and its desired capacity is 5.",
        'The scaler would leave the desired capacity at 5: at the maximum size. The queued jobs wait until an agent is free, or until you raise the maximum.',
      ],
    ],
    [
      'a group at its maximum without queued jobs',
      explainDecision(jobs(0, 7), group(0, 5, 5), plain),
      [
        '0 jobs queued, 7 running: 7 agents needed.',
        "The group's limits are 0 to 5 instances, and its desired capacity is 5.",
        'The scaler would leave the desired capacity at 5: at the maximum size.',
      ],
    ],
    [
      'held jobs',
      explainDecision({ queued: 45, running: 5, held: 45 }, group(0, 50, 5), plain),
      [
        '45 jobs queued (45 of them held), 5 running: 5 agents needed.',
        "Agents idled for over 12 seconds and got none of the held jobs, so the organization's quota seems to allow 5 jobs of this fleet at once. While jobs are held, at least one idle agent waits for room in the quota.",
        "The group's limits are 0 to 50 instances, and its desired capacity is 5.",
        'The scaler would raise the desired capacity from 5 to 6: demand without held jobs.',
      ],
    ],
    [
      'jobs whose agents are still starting',
      explainDecision(jobs(2, 1), group(0, 5, 3), plain),
      [
        '2 jobs queued, 1 running: 3 agents needed.',
        "The group's limits are 0 to 5 instances, and its desired capacity is 3.",
        'The scaler would leave the desired capacity at 3: demand met.',
      ],
    ],
    [
      'more capacity than demand',
      explainDecision(jobs(0, 1), group(0, 5, 4), plain),
      [
        '0 jobs queued, 1 running: 1 agent needed.',
        "The group's limits are 0 to 5 instances, and its desired capacity is 4.",
        'The scaler would leave the desired capacity at 4: more capacity than demand. The scaler never lowers it. It falls when an idle agent terminates its own instance.',
      ],
    ],
  ])('explains %s', (_, { steps, conclusion }, expected) => {
    expect([...steps, conclusion]).toEqual(expected);
  });

  it('always says what the scaler would do', () => {
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
