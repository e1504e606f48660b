import type { FleetConfig } from '@agent-aws-stack/config';
import { instanceChoices } from '../fleets/instance-choices.ts';
import type { FleetCost } from './cost.ts';
import type { PlanLine } from './describe-fleet.ts';
import { PRICES } from './prices.ts';

/** What the fleet does if its launches do not lead to agents, or if EC2 has no spot capacity, as lines of the plan's summary. */
export function describeLaunches(fleet: FleetConfig, cost: FleetCost): readonly PlanLine[] {
  const { onDemandFallbackAfterSeconds: after } = fleet.group.purchase;
  return [
    { label: 'Launch brake', text: launchBrake(fleet) },
    ...(after === 0 ? [] : [{ label: 'Spot fallback', text: spotFallback(fleet, cost, after) }]),
  ];
}

function launchBrake({ scaler }: FleetConfig): string {
  if (scaler === undefined) return 'none, because there is no scaler';
  return scaler.launchBrake
    ? 'after three rounds of instances in a row without an agent, launches are suspended; one round may launch after 5, 10 and 20 min, then every 30'
    : 'off (SEMAPHORE_AGENT_LAUNCH_BRAKE=false): if agents never start, the group replaces their instances without end';
}

function spotFallback(fleet: FleetConfig, { hourly, unknown }: FleetCost, after: number): string {
  const types = instanceChoices(fleet).map((choice) =>
    choice.kind === 'type' ? choice.instanceType : 'any type that meets the requirements',
  );
  const prices =
    hourly === undefined ? `at a price that is not known: ${unknown}` : `at ${priceSpan(hourly)}`;
  return `after ${after} s without spot capacity, on demand: ${[...new Set(types)].join(', ')}, ${prices}`;
}

function priceSpan({ least, most }: NonNullable<FleetCost['hourly']>): string {
  const [from, to] = [least, most].map((usd) => `$${usd.toFixed(4)}`);
  return `${from === to ? from : `${from} to ${to}`} an hour each in ${PRICES.region}`;
}
