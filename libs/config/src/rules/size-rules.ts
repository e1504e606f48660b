import { parameters } from '../parameters/index.ts';
import { MAX_OVERPROVISION_FACTOR } from '../parameters/scaler.ts';
import { when } from './rule.ts';
import type { Narrowing, Rule } from './rule.ts';

const { group: sizes, scaler } = parameters;

export const sizeRules: readonly Rule[] = [
  ({ group: { minSize, maxSize } }) =>
    when(minSize > maxSize, {
      parameter: sizes.minSize,
      expected: `at most SEMAPHORE_AGENT_ASG_MAX_SIZE, which is ${maxSize}`,
    }),
  ({ group: { minSize, maxSize, desired } }) =>
    when(desired !== undefined && minSize <= maxSize && (desired < minSize || desired > maxSize), {
      parameter: sizes.desired,
      expected: `from SEMAPHORE_AGENT_ASG_MIN_SIZE to SEMAPHORE_AGENT_ASG_MAX_SIZE, which are ${minSize} and ${maxSize}; or empty, to leave the capacity to the scaler`,
    }),
  ({ scaler: { overprovision } }) =>
    when(overprovision.strategy !== 'none' && overprovision.factor < 1, {
      parameter: scaler.overprovision.factor,
      expected: factorWith(overprovision.strategy),
    }),
];

const factorWith = (strategy: string): string =>
  `an integer, from 1 to ${MAX_OVERPROVISION_FACTOR}, because SEMAPHORE_AGENT_OVERPROVISION_STRATEGY is ${strategy}`;

/**
 * A factor such as -1 is refused by the parameter's kind, whose message says "from 0". With a strategy, this replaces the message
 * by that of the rule above, which says "from 1".
 */
export const sizeNarrowings: readonly Narrowing[] = [
  {
    parameter: scaler.overprovision.factor,
    expected: ({ scaler: { overprovision } }) =>
      overprovision.strategy === 'none' ? undefined : factorWith(overprovision.strategy),
  },
];
