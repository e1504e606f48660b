import { UsageError } from '../../cli/errors.ts';
import { limitsAfter, type ScaleReturn } from '../../observe/scale-return.ts';

/** The sizes of a group. */
export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** The sizes that the user named, and for how long. */
export type WantedSizes = { readonly [Size in keyof Sizes]?: number | undefined } & {
  /** @default - until something else changes the sizes: a deployment, a schedule or another `scale` */
  readonly forMs?: number | undefined;
};

export interface ScalePlan {
  readonly before: Sizes;
  readonly after: Sizes;
  /** When the limits return, and to which values; undefined if they do not. */
  readonly scaleReturn: ScaleReturn | undefined;
  /** The return that an earlier `scale --for` scheduled: `scaleReturn` replaces it. It is cancelled if `scaleReturn` is undefined. */
  readonly replaced: ScaleReturn | undefined;
}

/**
 * What a change of a group's sizes does. A limit changed for a time returns to its value before the first such change. A limit
 * changed without a time does not return. A limit that is not named still returns as an earlier
 * `scale` has planned, unless it already has that value.
 * @param scheduled - the limits that the group's other scheduled actions will have set by the time of the return. The return does not undo them
 * @throws UsageError if the sizes contradict each other, now or after the return
 */
export function planScale(
  before: Sizes,
  replaced: ScaleReturn | undefined,
  wanted: WantedSizes,
  now: Date,
  scheduled: (at: Date) => Pick<ScaleReturn, 'min' | 'max'> = () => ({ min: undefined, max: undefined }),
): ScalePlan {
  const after = sizesAfter(before, wanted);
  const { forMs } = wanted;
  const at = forMs === undefined ? replaced?.at : timeAfter(now, forMs);
  const kept = at && scheduled(at);
  const returnTo = (limit: 'min' | 'max'): number | undefined => {
    const isNamed = wanted[limit] !== undefined;
    if (isNamed && forMs === undefined) return undefined;
    const former = replaced?.[limit] ?? (isNamed ? before[limit] : undefined);
    if (former === undefined) return undefined;
    const returned = kept?.[limit] ?? former;
    return returned === after[limit] ? undefined : returned;
  };
  const returned = { min: returnTo('min'), max: returnTo('max') };
  const returns = at !== undefined && (returned.min !== undefined || returned.max !== undefined);
  const { min, max } = limitsAfter(after, returned);
  if (returns && min > max)
    throw new UsageError(
      returned.min === undefined ? '--min' : '--max',
      `when ${returned.min === undefined ? 'the maximum' : 'the minimum'} returns, the limits would be from ${min} to ${max}`,
      'Name --min and --max together',
    );
  return { before, after, scaleReturn: returns ? { at, ...returned } : undefined, replaced };
}

/** Refuses sizes that contradict each other, whatever the group's sizes are. @throws UsageError */
export function refuseContradictions({ min, max, desired }: WantedSizes): void {
  if (min !== undefined && max !== undefined && min > max)
    throw new UsageError('--min', `${min} is above --max ${max}`, `Type --max ${min}, or a lower --min`);
  if (desired !== undefined && max !== undefined && desired > max)
    throw new UsageError(
      '--desired',
      `${desired} is above --max ${max}`,
      `Type --max ${desired}, or a lower --desired`,
    );
  if (desired !== undefined && min !== undefined && desired < min)
    throw new UsageError(
      '--desired',
      `${desired} is below --min ${min}`,
      `Type --min ${desired}, or a higher --desired`,
    );
}

/**
 * The sizes after the change. Auto Scaling changes the desired capacity as far as the new limits require:
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
function sizesAfter(before: Sizes, wanted: WantedSizes): Sizes {
  refuseContradictions(wanted);
  const min = wanted.min ?? before.min;
  const max = wanted.max ?? before.max;
  if (min > max) throw wanted.min === undefined ? tooLow('--max', max, min) : tooHigh('--min', min, max);
  const { desired } = wanted;
  if (desired !== undefined && desired > max) throw tooHigh('--desired', desired, max);
  if (desired !== undefined && desired < min) throw tooLow('--desired', desired, min);
  return { min, max, desired: desired ?? Math.min(Math.max(before.desired, min), max) };
}

const tooHigh = (option: string, value: number, max: number): UsageError =>
  new UsageError(
    option,
    `${value} is above the maximum, which is ${max}`,
    `Raise the maximum too: --max ${value}`,
  );

const tooLow = (option: string, value: number, min: number): UsageError =>
  new UsageError(
    option,
    `${value} is below the minimum, which is ${min}`,
    `Lower the minimum too: --min ${value}`,
  );

const MINUTE_MS = 60_000;

/**
 * The time of the return, 30 seconds past a full minute, because two scheduled actions of a group cannot have the same time, and recurring ones run at full minutes:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 */
const timeAfter = (now: Date, ms: number): Date =>
  new Date(Math.floor((now.getTime() + ms) / MINUTE_MS) * MINUTE_MS + MINUTE_MS / 2);
