import type { PurchaseConfig } from '@agent-aws-stack/config';

/** How the group splits its largest size: the base first, then by percentage, on-demand rounded up. */
export function unitsAtMaximum(
  max: number,
  { onDemandBaseCapacity, onDemandPercentageAboveBase }: PurchaseConfig,
): { readonly onDemand: number; readonly spot: number } {
  const base = Math.min(max, onDemandBaseCapacity);
  const onDemand = base + Math.ceil(((max - base) * onDemandPercentageAboveBase) / 100);
  return { onDemand, spot: max - onDemand };
}
