import type { FleetConfig } from '@agent-aws-stack/config';
import { isWindows } from '@agent-aws-stack/contract';
import { desiredCapacity, splitCapacity } from '@agent-aws-stack/sizing';
import { instanceChoices } from '../fleets/instance-choices.ts';
import { onDemandPrice } from './prices.ts';

/** US dollars per hour for instances, from the cheapest choice to the most expensive. */
export interface CostRange {
  readonly least: number;
  readonly most: number;
}

export interface FleetCost {
  /** Capacity without any job, and its cost. */
  readonly idle: { readonly capacity: number; readonly usdPerHour: CostRange | undefined };
  readonly maximum: { readonly capacity: number; readonly usdPerHour: CostRange | undefined };
  /** How many units of the maximum are spot, which costs less than on demand. */
  readonly spotCapacity: number;
  /** Why there is no price; undefined if there is one. */
  readonly unknown: string | undefined;
}

/** The on-demand cost of a fleet's instances, without volumes, traffic and Lambdas. */
export function fleetCost(fleet: FleetConfig): FleetCost {
  const { group } = fleet;
  const idleCapacity = capacityWithoutJobs(fleet);
  const rate = unitPrice(fleet);
  const at = (capacity: number) => ({
    capacity,
    usdPerHour:
      typeof rate === 'string' ? undefined : { least: capacity * rate.least, most: capacity * rate.most },
  });
  return {
    idle: at(idleCapacity),
    maximum: at(group.maxSize),
    spotCapacity: splitCapacity(group.maxSize, group.purchase).spot,
    unknown: typeof rate === 'string' ? rate : undefined,
  };
}

function capacityWithoutJobs({ group, scaler }: FleetConfig): number {
  const limits = { min: group.minSize, max: group.maxSize, desired: group.desired ?? group.minSize };
  if (scaler === undefined) return limits.desired;
  // Idle agents lower the capacity to what the scaler asks for without jobs.
  const floor = { ...limits, desired: limits.min };
  return desiredCapacity({ queued: 0, running: 0 }, floor, scaler.overprovision, { maxStep: 0 });
}

/** Price of one unit of capacity, or why it is unknown. */
function unitPrice(fleet: FleetConfig): CostRange | string {
  const { os } = fleet.instance;
  if (isWindows(os)) return 'the Windows licence costs extra, and its price is not in the table';
  if (os === 'macos') return 'a Mac is billed as a dedicated host, and its price is not in the table';
  const prices: number[] = [];
  for (const choice of instanceChoices(fleet)) {
    if (choice.kind === 'requirements') return 'Auto Scaling chooses the types by requirements';
    const price = onDemandPrice(choice.instanceType);
    if (price === undefined) return `no price is known for ${choice.instanceType}`;
    prices.push(price / choice.weight);
  }
  return { least: Math.min(...prices), most: Math.max(...prices) };
}
