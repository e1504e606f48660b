import { integer, zeroOrInteger } from '../kinds/integers.ts';
import { choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const purchaseParameters = {
  onDemandBaseCapacity: defaulted('SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY', {
    kind: integer({ min: 0 }),
    default: 0,
    help: 'Number of instances that are always on-demand, before the percentage applies.',
    example: 2,
  }),
  onDemandPercentageAboveBase: defaulted('SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE', {
    kind: integer({ min: 0, max: 100, unit: 'percent' }),
    default: 100,
    help: 'Percentage of the instances above SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY that are on-demand; the others are spot.',
    example: 0,
  }),
  onDemandAllocationStrategy: optional('SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY', {
    kind: choice(['lowest-price', 'prioritized']),
    help: 'How Auto Scaling picks the instance type of on-demand instances from the overrides. Not set: the default of Auto Scaling.',
    example: 'prioritized',
  }),
  spotAllocationStrategy: optional('SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY', {
    kind: choice([
      'price-capacity-optimized',
      'capacity-optimized',
      'capacity-optimized-prioritized',
      'lowest-price',
    ]),
    help: 'How Auto Scaling picks the instance type of spot instances from the overrides. Not set: the default of Auto Scaling.',
    example: 'price-capacity-optimized',
  }),
  onDemandFallbackAfterSeconds: defaulted('SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER', {
    kind: zeroOrInteger({ min: 30, max: 86_400, unit: 'seconds' }),
    default: 0,
    help: 'How long EC2 must have had too little spot capacity before on-demand instances stand in. A second Auto Scaling group launches them. 0: never. Needs SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE below 100.',
    example: 90,
  }),
};
