import { MAX_OVERPROVISION_FACTOR } from '../parameters/scaler.ts';
import { narrowing, rule, when } from './rule.ts';
import type { Narrowing, Rule } from './rule.ts';

export const sizeRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_ASG_MIN_SIZE', 'SEMAPHORE_AGENT_ASG_MAX_SIZE'],
    ({ SEMAPHORE_AGENT_ASG_MIN_SIZE: min, SEMAPHORE_AGENT_ASG_MAX_SIZE: max }) =>
      when(min > max, {
        key: 'SEMAPHORE_AGENT_ASG_MIN_SIZE',
        expected: `at most SEMAPHORE_AGENT_ASG_MAX_SIZE, which is ${max}`,
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_ASG_MIN_SIZE', 'SEMAPHORE_AGENT_ASG_MAX_SIZE', 'SEMAPHORE_AGENT_ASG_DESIRED'],
    ({
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
      SEMAPHORE_AGENT_ASG_DESIRED: desired,
    }) =>
      when(desired !== undefined && min <= max && (desired < min || desired > max), {
        key: 'SEMAPHORE_AGENT_ASG_DESIRED',
        expected: `from SEMAPHORE_AGENT_ASG_MIN_SIZE to SEMAPHORE_AGENT_ASG_MAX_SIZE, which are ${min} and ${max}; or empty, to leave the capacity to the scaler`,
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_OVERPROVISION_STRATEGY', 'SEMAPHORE_AGENT_OVERPROVISION_FACTOR'],
    ({ SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: strategy, SEMAPHORE_AGENT_OVERPROVISION_FACTOR: factor }) =>
      when(strategy !== 'none' && factor < 1, {
        key: 'SEMAPHORE_AGENT_OVERPROVISION_FACTOR',
        expected: factorWith(strategy),
      }),
  ),
];

const factorWith = (strategy: string): string =>
  `an integer, from 1 to ${MAX_OVERPROVISION_FACTOR}, as SEMAPHORE_AGENT_OVERPROVISION_STRATEGY is ${strategy}`;

/** With a strategy a factor of 0 is as wrong as one of -1, so both are told the same range. */
export const sizeNarrowings: readonly Narrowing[] = [
  narrowing(
    'SEMAPHORE_AGENT_OVERPROVISION_FACTOR',
    ['SEMAPHORE_AGENT_OVERPROVISION_STRATEGY'],
    ({ SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: strategy }) =>
      strategy === 'none' ? undefined : factorWith(strategy),
  ),
];
