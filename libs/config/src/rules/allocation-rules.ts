import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

const { launchTemplateOverrides, purchase } = parameters.group;

const noOrder = `because ${launchTemplateOverrides.key} has instanceRequirements, which have no order`;

const byRequirements = ({ group }: FleetSettings) =>
  group.launchTemplateOverrides.some(({ instanceRequirements }) => instanceRequirements !== undefined);

/** Strategies that follow the order of instance types need a list of types. An override has either a type or requirements. */
export const allocationRules: readonly Rule[] = [
  (settings) =>
    when(settings.group.purchase.onDemandAllocationStrategy === 'prioritized' && byRequirements(settings), {
      parameter: purchase.onDemandAllocationStrategy,
      expected: `lowest-price or empty, ${noOrder}`,
    }),
  (settings) =>
    when(
      settings.group.purchase.spotAllocationStrategy === 'capacity-optimized-prioritized' &&
        byRequirements(settings),
      {
        parameter: purchase.spotAllocationStrategy,
        expected: `another strategy, ${noOrder}`,
        suggestion: 'price-capacity-optimized',
      },
    ),
  ({ group }) =>
    when(
      group.launchTemplateOverrides.some(
        ({ instanceType, instanceRequirements }) =>
          instanceType !== undefined && instanceRequirements !== undefined,
      ),
      {
        parameter: launchTemplateOverrides,
        expected: 'either instanceType or instanceRequirements in one override, not both',
      },
    ),
];
