import { expect, it } from '@jest/globals';
import { HEALTHY } from '../../observe/testing/healthy-facts.ts';
import type { ScaleReturn } from '../../observe/scale-return.ts';
import { dangersOf } from './dangers.ts';

const at = new Date('2026-11-24T14:00:30Z');
const group = (protectedFromScaleIn: boolean, protectsNewInstances = protectedFromScaleIn) => ({
  instances: HEALTHY.group.instances.map((instance) => ({ ...instance, protectedFromScaleIn })),
  protectsNewInstances,
});
const terminating = {
  instances: group(false).instances.map((instance) => ({ ...instance, lifecycle: 'Terminating:Wait' })),
  protectsNewInstances: false,
};
const plan = (max: number, desired: number, back?: Pick<ScaleReturn, 'min' | 'max'>) => ({
  before: { min: 0, max: 10, desired: 8 },
  after: { min: 0, max, desired },
  scaleReturn: back && { at, ...back },
  replaced: undefined,
});

const AT_ONCE = 'Auto Scaling terminates instances until the capacity is 5, even if they run jobs.';
const AT_RETURN =
  'If the capacity is above 10 at 2026-11-24 14:00:30 UTC, Auto Scaling terminates instances then, even if they run jobs.';

it.each([
  ['a higher maximum', plan(20, 8), group(false), []],
  ['a lower maximum', plan(5, 5), group(false), [AT_ONCE]],
  ['a lower maximum of a group with protected instances', plan(5, 5), group(true), []],
  ['a lower desired capacity', plan(10, 5), group(false), [AT_ONCE]],
  [
    'a lower desired capacity of a group whose instances are already terminating',
    plan(10, 5),
    terminating,
    [],
  ],
  ['a higher maximum for a time', plan(20, 8, { min: undefined, max: 10 }), group(false), [AT_RETURN]],
  [
    'a higher maximum for a time, if only present instances are protected',
    plan(20, 8, { min: undefined, max: 10 }),
    group(true, false),
    [AT_RETURN],
  ],
  [
    'a higher maximum for a time, if all instances are protected',
    plan(20, 8, { min: undefined, max: 10 }),
    group(true),
    [],
  ],
  ['a higher minimum for a time', plan(10, 8, { min: 0, max: undefined }), group(false), []],
  ['a lower maximum for a time', plan(8, 8, { min: undefined, max: 10 }), group(false), []],
])('dangersOf returns the dangers of %s', (_, scalePlan, instances, dangers) => {
  expect(dangersOf(scalePlan, instances)).toEqual(dangers);
});
