import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { MalformedReplyError, type CallSite } from '../errors.ts';

/** The size of an Auto Scaling group, in instances, or in units if the group uses weights. */
export interface Group {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

/** @throws MalformedReplyError if the name is missing, or a size is missing, negative or fractional */
export function toGroup(reply: AutoScalingGroup, site: CallSite): Group {
  const {
    AutoScalingGroupName: name,
    MinSize: minSize,
    MaxSize: maxSize,
    DesiredCapacity: desiredCapacity,
  } = reply;
  if (!name || !isSize(minSize) || !isSize(maxSize) || !isSize(desiredCapacity)) {
    const sizes = `min ${minSize}, max ${maxSize}, desired ${desiredCapacity}`;
    throw new MalformedReplyError(site, { detail: `the reply has no valid group: ${name}, ${sizes}` });
  }
  return { name, minSize, maxSize, desiredCapacity };
}

function isSize(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
