import type { Group } from '../../observe/group.ts';
import { clock } from '../../render/render-entry.ts';
import type { ScalePlan } from './plan-scale.ts';

/** A sentence about each moment at which Auto Scaling may terminate instances that run jobs: at once, and when the limits return. */
export function dangersOf(
  { before, after, scaleReturn }: ScalePlan,
  { instances, protectsNewInstances }: Pick<Group, 'instances' | 'protectsNewInstances'>,
): readonly string[] {
  const isAnyUnprotected = instances.some(
    ({ protectedFromScaleIn, lifecycle }) => !protectedFromScaleIn && !/^Terminat/.test(lifecycle),
  );
  const dangers: string[] = [];
  if (after.desired < before.desired && isAnyUnprotected)
    dangers.push(
      `Auto Scaling terminates instances until the capacity is ${after.desired}, even if they run jobs.`,
    );
  const { at, max = after.max } = scaleReturn ?? {};
  if (at !== undefined && max < after.max && (isAnyUnprotected || !protectsNewInstances))
    dangers.push(
      `If the capacity is above ${max} at ${clock(at)} UTC, Auto Scaling terminates instances then, even if they run jobs.`,
    );
  return dangers;
}
