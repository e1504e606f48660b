import { largestMaxSize } from '../schedules/schedule.ts';
import type { FleetSettings } from '../parameters/index.ts';

/**
 * The default quota for the sum of the initialization rates of all volumes that are being created in a region. A request above it
 * fails. https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html#volume-initialization-rate
 */
export const DEFAULT_INITIALIZATION_QUOTA_MIBPS = 5000;

/** How many volumes with this rate a quota allows at once. */
export const volumesAtOnce = (quotaMibps: number, rateMibps: number): number =>
  Math.floor(quotaMibps / rateMibps);

/** The most instances that one decision launches. @param maxStep - the scaler's limit; 0 = none */
export function largestLaunch(
  group: Pick<FleetSettings['group'], 'maxSize' | 'schedules'>,
  maxStep: number,
): number {
  const most = largestMaxSize(group);
  return maxStep === 0 ? most : Math.min(maxStep, most);
}
