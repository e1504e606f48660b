/** A change of the group's sizes at the times of a cron expression. A size that is not named stays as it is. */
export interface Schedule {
  /** Unique in the fleet. */
  readonly name: string;
  /** Five fields, separated by single spaces. */
  readonly cron: string;
  /** A zone of the IANA, such as Europe/Berlin. */
  readonly timeZone: string;
  readonly minSize?: number | undefined;
  readonly maxSize?: number | undefined;
  readonly desired?: number | undefined;
}

/** Sizes of a group. */
export interface SizeLimits {
  readonly minSize: number;
  readonly maxSize: number;
}

/** The limits after a schedule has run. */
export const limitsAfter = (limits: SizeLimits, { minSize, maxSize }: Schedule): SizeLimits => ({
  minSize: minSize ?? limits.minSize,
  maxSize: maxSize ?? limits.maxSize,
});

interface ScheduledLimits extends SizeLimits {
  readonly schedules: readonly Schedule[];
}

/** The largest maximum size that a group has at any time. */
export const largestMaxSize = ({ maxSize, schedules }: Omit<ScheduledLimits, 'minSize'>): number =>
  Math.max(maxSize, ...schedules.map((schedule) => schedule.maxSize ?? 0));

/** Whether the group always has the same number of instances. */
export const hasFixedSize = ({ minSize, maxSize, schedules }: ScheduledLimits): boolean =>
  minSize === maxSize &&
  schedules.every((schedule) => schedule.minSize === undefined && schedule.maxSize === undefined);

/** Whether a schedule can lower the desired capacity, so that Auto Scaling terminates instances that are not protected. */
export const mayScaleIn = ({ maxSize, desired }: Schedule): boolean =>
  maxSize !== undefined || desired !== undefined;
