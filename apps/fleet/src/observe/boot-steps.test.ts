import { describe, expect, it } from '@jest/globals';
import { bootLine, firstJobLine } from '../testing/boot-lines.ts';
import { summarizeSteps, type StartStep } from './boot-steps.ts';

describe('summarizeSteps', () => {
  it('measures each step from the end of the step before it', () => {
    const steps = summarizeSteps([bootLine(1)], [firstJobLine(1, 700)]);
    expect(steps.map(({ step, p50Ms }) => [step, p50Ms])).toEqual([
      ['launch', 6_000],
      ['kernel', 1_900],
      ['network', 700],
      ['unit', 40],
      ['identity', 60],
      ['parameters', 250],
      ['configuration', 60],
      ['agent', 70],
      ['registered', 170],
      ['total', 9_250],
      ['first-job', 700],
    ]);
  });

  it('gives the 50th and 95th percentile of the instances that have reported a step', () => {
    const boots = Array.from({ length: 20 }, (_, index) =>
      bootLine(index, {
        marks: { ...(index < 10 ? { network: 100 } : {}), registered: 1_000 + index * 100 },
      }),
    );
    const steps = summarizeSteps(boots, [firstJobLine(99, 1)]);
    expect(steps.find(({ step }) => step === 'network')).toEqual({
      ...{ step: 'network', instances: 10, p50Ms: 100, p95Ms: 100 },
    });
    expect(steps.find(({ step }) => step === 'registered')).toEqual({
      ...{ step: 'registered', instances: 20, p50Ms: 1_800, p95Ms: 2_800 },
    });
    expect(steps.map(({ step }) => step)).not.toContain('first-job');
  });

  it.each<[string, StartStep, Parameters<typeof bootLine>[1]]>([
    ['the clock of the instance is behind', 'launch', { launchedAt: '2026-11-24T11:59:59Z' }],
    [
      'a step ends earlier than the step before it',
      'unit',
      { marks: { network: 900, unit: 800, registered: 900 } },
    ],
  ])('counts no negative time if %s', (_, step, changes) => {
    const steps = summarizeSteps([bootLine(1, changes)], []);
    expect(steps.find((each) => each.step === step)?.p50Ms).toBe(0);
    expect(steps.find((each) => each.step === 'registered')?.p50Ms).toBeGreaterThanOrEqual(0);
  });
});
