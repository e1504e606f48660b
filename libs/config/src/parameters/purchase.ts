import { integer } from '../kinds/integers.ts';
import { choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const purchaseParameters = {
  SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: defaulted(
    integer({ min: 0 }),
    0,
    'Number of instances that are always on-demand, before the percentage applies.',
    2,
  ),
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: defaulted(
    integer({ min: 0, max: 100, unit: 'percent' }),
    100,
    'Percentage of on-demand instances above the base; the rest are spot.',
    0,
  ),
  SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY: optional(
    choice(['lowest-price', 'prioritized']),
    'How Auto Scaling picks the instance type of on-demand instances from the overrides. Not set: its default.',
    'prioritized',
  ),
  SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: optional(
    choice([
      'price-capacity-optimized',
      'capacity-optimized',
      'capacity-optimized-prioritized',
      'lowest-price',
    ]),
    'How Auto Scaling picks the instance type of spot instances from the overrides. Not set: its default.',
    'price-capacity-optimized',
  ),
};
