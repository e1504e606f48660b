import type { AgentsUsed } from '../observe/agents-used.ts';
import type { Fact } from '../observe/fact.ts';
import type { CostRange } from './cost-range.ts';
import type { FleetCost, MonthlyCost } from './cost.ts';
import type { PlanLine } from './describe-fleet.ts';
import { PRICES } from './prices.ts';

/** What the fleet costs a month, as lines of the plan's summary. @param used - what the typical cost is based on; undefined if it was not looked up */
export function describeCost(
  cost: FleetCost,
  region: string,
  used: Fact<AgentsUsed | undefined> | undefined,
): readonly PlanLine[] {
  const { idle, typical, maximum, controlPlane, spotCapacity, unknown } = cost;
  const line = (label: string, each: MonthlyCost, count: string) => ({
    label,
    text: each.instances === undefined ? `not known: ${unknown}` : monthly(each, count),
  });
  const typicalLines = (): readonly PlanLine[] => {
    if (used?.known === false) return [{ label: 'Typical cost', text: `not known: ${used.why}` }];
    if (typical === undefined) return [];
    return [
      line('Typical cost', typical, `${typical.capacity.toFixed(1)} agents, ${average(used?.value?.hours)}`),
    ];
  };
  const elsewhere = region === PRICES.region ? '' : `; ${region || 'your region'} differs`;
  const spot = spotCapacity > 0 ? '; spot costs less' : '';
  return [
    line('Cost without jobs', idle, units(idle.capacity)),
    ...typicalLines(),
    line('Cost at maximum', maximum, units(maximum.capacity)),
    {
      label: 'Control plane',
      text: `${dollars(controlPlane)} a month: Lambdas, metrics, logs, any alarms and dashboard`,
    },
    {
      label: 'Prices',
      text: `on demand in ${PRICES.region} on ${PRICES.date}${elsewhere}${spot}; traffic and snapshots not included`,
    },
  ];
}

const NOTHING: CostRange = { least: 0, most: 0 };

const units = (capacity: number): string => `${capacity} ${capacity === 1 ? 'unit' : 'units'} of capacity`;

function average(hours = 0): string {
  const days = Math.round(hours / 24);
  return `the average of ${days === 1 ? 'a day' : `${days} days`}`;
}

function monthly({ instances = NOTHING, volumes }: MonthlyCost, count: string): string {
  const { least, most } = volumes ?? NOTHING;
  const total = { least: instances.least + least, most: instances.most + most };
  const amount = `${dollars(total)} a month for ${count}`;
  if (total.most === 0) return amount;
  const ofVolumes = volumes === undefined ? 'not known' : dollars(volumes);
  return `${amount} (instances ${dollars(instances)}, volumes ${ofVolumes})`;
}

function dollars({ least, most }: CostRange): string {
  const [from, to] = [least, most].map((usd) => `$${usd.toFixed(2)}`);
  return from === to ? String(to) : `${from} to ${to}`;
}
