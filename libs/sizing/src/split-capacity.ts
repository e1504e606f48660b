/** How a mixed instances group buys its capacity. */
export interface PurchaseSplit {
  /** Units that are on demand before anything else is bought. */
  readonly onDemandBaseCapacity: number;
  /** 0–100, of the units above the base; the rest is spot. */
  readonly onDemandPercentageAboveBase: number;
}

/**
 * How many units of a group's capacity are on demand and how many are spot: the base first, then the percentage of
 * what is above it. Auto Scaling rounds a fraction up in favor of on-demand instances, so half of a single instance is
 * on demand. A larger group never has fewer spot units: if there are none at the maximum, there are never any.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html
 */
export function splitCapacity(
  capacity: number,
  { onDemandBaseCapacity, onDemandPercentageAboveBase }: PurchaseSplit,
): { readonly onDemand: number; readonly spot: number } {
  const base = Math.min(capacity, onDemandBaseCapacity);
  const onDemand = base + Math.ceil(((capacity - base) * onDemandPercentageAboveBase) / 100);
  return { onDemand, spot: capacity - onDemand };
}
