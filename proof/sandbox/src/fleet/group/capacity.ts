import { validationError } from '../api/aws-error.ts';

/** Sizes of a group, in instances. */
export interface GroupSize {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** The sizes in an update request; see updatedSize for missing ones. */
export type GroupSizeChange = { readonly [Size in keyof GroupSize]?: number | undefined };

/** Throws AwsError ValidationError if the capacity is outside of the group's limits. */
export function checkDesiredCapacity({ min, max }: GroupSize, desired: number): void {
  if (desired > max) {
    throw validationError(
      `New SetDesiredCapacity value ${desired} is above max value ${max} for the AutoScalingGroup.`,
    );
  }
  if (desired < min) {
    throw validationError(
      `New SetDesiredCapacity value ${desired} is below min value ${min} for the AutoScalingGroup.`,
    );
  }
}

/** Throws AwsError ValidationError if a decrement would go below the minimum. */
export function checkDecrement({ min, desired }: GroupSize): void {
  if (desired > min) return;
  throw validationError(
    `Currently, desiredSize equals minSize (${min}). Terminating instance without replacement will violate ` +
      `group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
  );
}

/**
 * Returns the sizes after an update. A missing minimum or maximum does not change. A missing desired capacity changes
 * only as far as the new limits require.
 * Throws AwsError ValidationError for sizes that contradict each other.
 */
export function updatedSize(size: GroupSize, change: GroupSizeChange): GroupSize {
  const min = change.min ?? size.min;
  const max = change.max ?? size.max;
  if (min > max) {
    throw validationError(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  }
  const desired = change.desired ?? Math.min(Math.max(size.desired, min), max);
  if (desired < min || desired > max) {
    throw validationError(
      `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
    );
  }
  return { min, max, desired };
}
