import { describe, expect, it } from '@jest/globals';
import type { ScaleReturn } from '../../observe/scale-return.ts';
import { planScale, type WantedSizes } from './plan-scale.ts';

const NOW = new Date('2026-11-24T12:00:10Z');
const HOUR_MS = 3_600_000;
const before = { min: 1, max: 10, desired: 4 };
const IN_AN_HOUR = new Date('2026-11-24T13:00:30Z');
const AT_NOON = new Date('2026-11-24T12:30:30Z');

const scaleReturn = (limits: { min?: number; max?: number }, at = IN_AN_HOUR): ScaleReturn => ({
  ...{ at, min: undefined, max: undefined },
  ...limits,
});
const plan = (wanted: WantedSizes, replaced?: ScaleReturn) => planScale(before, replaced, wanted, NOW);

describe('planScale', () => {
  it.each<[WantedSizes, object]>([
    [{ min: 2 }, { min: 2, max: 10, desired: 4 }],
    [{ min: 6 }, { min: 6, max: 10, desired: 6 }],
    [{ max: 3 }, { min: 1, max: 3, desired: 3 }],
    [{ max: 20 }, { min: 1, max: 20, desired: 4 }],
    [{ desired: 9 }, { min: 1, max: 10, desired: 9 }],
    [
      { min: 0, max: 0 },
      { min: 0, max: 0, desired: 0 },
    ],
    [
      { min: 12, max: 20, desired: 15 },
      { min: 12, max: 20, desired: 15 },
    ],
  ])('applies %j to the sizes as Auto Scaling does', (wanted, after) => {
    expect(plan(wanted)).toEqual({ before, after, scaleReturn: undefined, replaced: undefined });
  });

  it.each<[string, WantedSizes, ScaleReturn | undefined, ScaleReturn | undefined]>([
    ['the minimum for a time', { min: 3, forMs: HOUR_MS }, undefined, scaleReturn({ min: 1 })],
    [
      'both limits for a time',
      { min: 3, max: 20, forMs: HOUR_MS },
      undefined,
      scaleReturn({ min: 1, max: 10 }),
    ],
    ['a limit to its present value for a time', { max: 10, forMs: HOUR_MS }, undefined, undefined],
    [
      'a limit for a longer time',
      { max: 10, forMs: HOUR_MS },
      scaleReturn({ max: 5 }, AT_NOON),
      scaleReturn({ max: 5 }),
    ],
    [
      'a limit that already has a scheduled return, for a time',
      { max: 30, forMs: HOUR_MS },
      scaleReturn({ max: 5 }),
      scaleReturn({ max: 5 }),
    ],
    ['a limit to its former value at once', { max: 5 }, scaleReturn({ max: 5 }), undefined],
    ['a limit to its present value, without a time', { max: 10 }, scaleReturn({ max: 5 }), undefined],
    [
      'the minimum, while the maximum has a scheduled return',
      { min: 2 },
      scaleReturn({ max: 5 }, AT_NOON),
      scaleReturn({ max: 5 }, AT_NOON),
    ],
    [
      'the minimum for a time, while the maximum has a scheduled return',
      { min: 2, forMs: HOUR_MS },
      scaleReturn({ max: 5 }, AT_NOON),
      scaleReturn({ min: 1, max: 5 }),
    ],
    [
      'the minimum, while the maximum already has the value to return to',
      { min: 0 },
      scaleReturn({ min: 3, max: 10 }),
      undefined,
    ],
    ['the desired capacity', { desired: 5 }, scaleReturn({ max: 5 }), scaleReturn({ max: 5 })],
  ])('schedules the return, if any, after a change of %s', (_, wanted, replaced, expected) => {
    expect(plan(wanted, replaced)).toMatchObject({ scaleReturn: expected, replaced });
  });

  it.each<[WantedSizes, string, string]>([
    [{ min: 11 }, '--min: 11 is above the maximum, which is 10', 'Raise the maximum too: --max 11'],
    [{ min: 5, max: 4 }, '--min: 5 is above --max 4', 'Type --max 5, or a lower --min'],
    [{ max: 0 }, '--max: 0 is below the minimum, which is 1', 'Lower the minimum too: --min 0'],
    [{ desired: 11 }, '--desired: 11 is above the maximum, which is 10', 'Raise the maximum too: --max 11'],
    [{ desired: 0 }, '--desired: 0 is below the minimum, which is 1', 'Lower the minimum too: --min 0'],
    [{ desired: 5, max: 4 }, '--desired: 5 is above --max 4', 'Type --max 5, or a lower --desired'],
    [{ desired: 5, min: 6 }, '--desired: 5 is below --min 6', 'Type --min 5, or a higher --desired'],
  ])('refuses %j', (wanted, message, remedy) => {
    expect(() => plan(wanted)).toThrow(expect.objectContaining({ name: 'UsageError', message, remedy }));
  });

  it.each([
    [{ min: 7 }, scaleReturn({ max: 5 }), '--min: when the maximum returns, the limits would be from 7 to 5'],
    [{ max: 5 }, scaleReturn({ min: 6 }), '--max: when the minimum returns, the limits would be from 6 to 5'],
  ])('refuses %j if the limits would contradict each other after the return', (wanted, replaced, message) => {
    expect(() => plan(wanted, replaced)).toThrow(
      expect.objectContaining({ message, remedy: 'Name --min and --max together' }),
    );
  });
});
