import { integer } from '../kinds/integers.ts';
import { choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const purchaseParameters = {
  SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: defaulted(
    integer({ min: 0 }),
    0,
    'The first so many instances are on-demand, whatever the percentage.',
    2,
  ),
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: defaulted(
    integer({ min: 0, max: 100, unit: 'percent' }),
    100,
    'Percentage of on-demand instances above the base; the rest is spot.',
    0,
  ),
  SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY: optional(
    choice(['lowest-price', 'prioritized']),
    'How the type of an on-demand instance is chosen among the overrides. Not set: as Auto Scaling does by default.',
    'prioritized',
  ),
  SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: optional(
    choice([
      'price-capacity-optimized',
      'capacity-optimized',
      'capacity-optimized-prioritized',
      'lowest-price',
    ]),
    'How the type of a spot instance is chosen among the overrides. Not set: as Auto Scaling does by default.',
    'price-capacity-optimized',
  ),
};
