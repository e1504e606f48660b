import type { OverrideShape } from '../kinds/override-shape.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

const OVERRIDES = 'SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON';

const byRequirements = (overrides: readonly OverrideShape[]) =>
  overrides.some(({ instanceRequirements }) => instanceRequirements !== undefined);

/** Strategies that go by the order of the instance types need a list of types, not requirements. */
export const allocationRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY', OVERRIDES],
    ({ SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY: strategy, [OVERRIDES]: overrides }) =>
      when(strategy === 'prioritized' && byRequirements(overrides), {
        key: 'SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY',
        expected: `lowest-price or empty, as ${OVERRIDES} has instanceRequirements, which have no order`,
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY', OVERRIDES],
    ({ SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: strategy, [OVERRIDES]: overrides }) =>
      when(strategy === 'capacity-optimized-prioritized' && byRequirements(overrides), {
        key: 'SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY',
        expected: `another strategy, as ${OVERRIDES} has instanceRequirements, which have no order`,
        suggestion: 'price-capacity-optimized',
      }),
  ),
  rule([OVERRIDES], ({ [OVERRIDES]: overrides }) =>
    when(
      overrides.some(
        ({ instanceType, instanceRequirements }) =>
          instanceType !== undefined && instanceRequirements !== undefined,
      ),
      { key: OVERRIDES, expected: 'either instanceType or instanceRequirements in one override, not both' },
    ),
  ),
];
