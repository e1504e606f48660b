import { largestMaxSize, type FleetConfig } from '@agent-aws-stack/config';
import { isWindows } from '@agent-aws-stack/contract';
import { desiredCapacity, splitCapacity } from '@agent-aws-stack/sizing';
import { instanceChoices } from '../fleets/instance-choices.ts';
import { controlPlanePrice } from './control-plane-price.ts';
import type { CostRange } from './cost-range.ts';
import { onDemandPrice } from './prices.ts';
import { volumePrice, type PricedVolume } from './volume-price.ts';

/** The cost of a month. `capacity` counts units of capacity or, in a typical month, agents. `instances` and `volumes` are undefined if the price is unknown. */
export interface MonthlyCost {
  readonly capacity: number;
  readonly instances: CostRange | undefined;
  readonly volumes: CostRange | undefined;
}

export interface FleetCost {
  /** Without any job. */
  readonly idle: MonthlyCost;
  /** With the average number of agents; undefined if that is not known. */
  readonly typical: MonthlyCost | undefined;
  readonly maximum: MonthlyCost;
  /** Lambdas, metrics, logs, alarms and dashboard. */
  readonly controlPlane: CostRange;
  /** How many units of the maximum are spot, which costs less than on demand. */
  readonly spotCapacity: number;
  /** The on-demand prices of the types that the fleet may launch, for an hour of one instance. Undefined if they are unknown. */
  readonly hourly: CostRange | undefined;
  /** Why there is no price of instances; undefined if there is one. */
  readonly unknown: string | undefined;
}

/** What is known of a deployed fleet, or of its image. */
export interface CostFacts {
  /** Average number of agents. */
  readonly agents?: number | undefined;
  /** The image's root volume. */
  readonly imageVolume?: PricedVolume | undefined;
}

/** The length of a month in AWS's price examples. */
const HOURS_A_MONTH = 730;

/** The cost of a fleet for a month, at on-demand prices of us-east-1, without traffic and snapshots. */
export function fleetCost(fleet: FleetConfig, { agents, imageVolume }: CostFacts = {}): FleetCost {
  const { group, instance } = fleet;
  const volume = instance.rootVolume ?? imageVolume;
  const volumeUsd = volume && volumePrice(volume);
  const perUnit = pricesOf(fleet);
  const known = typeof perUnit === 'string' ? undefined : perUnit;
  const cost = (capacity: number, weighted: boolean): MonthlyCost => {
    const weights = instanceChoices(fleet).map((choice) =>
      choice.kind === 'type' && weighted ? choice.weight : 1,
    );
    const times = (prices: readonly number[]): CostRange => {
      const each = prices.map((price, at) => (capacity * price) / (weights[at] ?? 1));
      return { least: Math.min(...each), most: Math.max(...each) };
    };
    return {
      capacity,
      instances: known && times(known.map((usdPerHour) => usdPerHour * HOURS_A_MONTH)),
      volumes: volumeUsd === undefined ? undefined : times(weights.map(() => volumeUsd)),
    };
  };
  return {
    idle: cost(capacityWithoutJobs(fleet), true),
    typical: agents === undefined ? undefined : cost(agents, false),
    maximum: cost(largestMaxSize(group), true),
    controlPlane: controlPlanePrice(fleet),
    spotCapacity: splitCapacity(largestMaxSize(group), group.purchase).spot,
    hourly: known && { least: Math.min(...known), most: Math.max(...known) },
    unknown: typeof perUnit === 'string' ? perUnit : undefined,
  };
}

function capacityWithoutJobs({ group, scaler }: FleetConfig): number {
  const limits = { min: group.minSize, max: group.maxSize, desired: group.desired ?? group.minSize };
  if (scaler === undefined) return limits.desired;
  // Idle agents leave until the capacity is down to the minimum. The scaler then raises it if the headroom needs more.
  const floor = { ...limits, desired: limits.min };
  return desiredCapacity({ queued: 0, running: 0 }, floor, scaler.overprovision, { maxStep: 0 });
}

/** The hourly prices of the types that the fleet may launch, or a sentence that says why they are unknown. */
function pricesOf(fleet: FleetConfig): readonly number[] | string {
  const { os } = fleet.instance;
  if (isWindows(os)) return 'the Windows license costs extra, and this program does not know its price';
  if (os === 'macos') return 'a Mac is billed as a dedicated host, and this program does not know its price';
  const prices: number[] = [];
  for (const choice of instanceChoices(fleet)) {
    if (choice.kind === 'requirements') return 'Auto Scaling chooses the types by requirements';
    const price = onDemandPrice(choice.instanceType);
    if (price === undefined) return `no price is known for ${choice.instanceType}`;
    prices.push(price);
  }
  return prices;
}
