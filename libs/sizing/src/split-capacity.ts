/** How a group with a mixed instances policy splits its capacity into on-demand and spot. */
export interface PurchaseSplit {
  /** How many units are on demand before the percentage applies. */
  readonly onDemandBaseCapacity: number;
  /** 0–100: the share of on-demand units above the base. The rest is spot. */
  readonly onDemandPercentageAboveBase: number;
}

/**
 * How many units of a group's capacity are on demand and how many are spot. Auto Scaling rounds a fraction up in favor of
 * on-demand instances, so with 50 % a single instance is on demand. More capacity never means fewer spot units, so a
 * group without spot units at its maximum has none at any lower capacity.
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
