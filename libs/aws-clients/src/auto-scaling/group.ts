import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { MalformedReplyError, type CallSite } from '../errors.ts';

/** An Auto Scaling group. Sizes are in instances, or in units if the group uses weights. */
export interface Group {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** Names of the processes that someone has suspended, such as `AZRebalance`. */
  readonly suspendedProcesses: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
}

/** A group with its instances. */
export interface StaffedGroup extends Group {
  readonly instances: readonly {
    /** Auto Scaling's value, such as InService or Terminating:Wait. */
    readonly lifecycle: string;
    /** How many units of capacity the instance counts for. */
    readonly weight: number;
  }[];
}

/** @throws MalformedReplyError as `toGroup` does */
export function toStaffedGroup(reply: AutoScalingGroup, site: CallSite): StaffedGroup {
  return {
    ...toGroup(reply, site),
    instances: (reply.Instances ?? []).map(({ LifecycleState = '', WeightedCapacity }) => ({
      lifecycle: LifecycleState,
      weight: weightOf(WeightedCapacity),
    })),
  };
}

/** Auto Scaling leaves the weight out if the group uses none. */
function weightOf(given: string | undefined): number {
  const weight = Number(given);
  return Number.isSafeInteger(weight) && weight > 0 ? weight : 1;
}

/** @throws MalformedReplyError if the name is missing, or a size is missing, negative or fractional */
export function toGroup(reply: AutoScalingGroup, site: CallSite): Group {
  const {
    AutoScalingGroupName: name,
    MinSize: minSize,
    MaxSize: maxSize,
    DesiredCapacity: desiredCapacity,
    SuspendedProcesses: suspended = [],
    Tags: tags = [],
  } = reply;
  if (!name || !isSize(minSize) || !isSize(maxSize) || !isSize(desiredCapacity)) {
    const sizes = `min ${minSize}, max ${maxSize}, desired ${desiredCapacity}`;
    throw new MalformedReplyError(site, { detail: `the reply has no valid group: ${name}, ${sizes}` });
  }
  return {
    name,
    minSize,
    maxSize,
    desiredCapacity,
    suspendedProcesses: suspended.flatMap(({ ProcessName }) => ProcessName ?? []),
    tags: new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

function isSize(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
