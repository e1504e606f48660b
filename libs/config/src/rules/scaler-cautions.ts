import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** What is said of the capacity that has no effect, or that the scaler or an idle agent undoes. */
export const scalerCautions: readonly Rule[] = [
  rule(
    [
      'SEMAPHORE_AGENT_OVERPROVISION_STRATEGY',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: strategy,
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) => {
      const key = 'SEMAPHORE_AGENT_OVERPROVISION_STRATEGY';
      if (strategy === 'none') return [];
      if (!isScaled) {
        return [{ key, expected: 'has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false' }];
      }
      return when(min === max, {
        key,
        expected: `has no effect where minimum and maximum are both ${max}: the group has that many instances, with jobs and without`,
      });
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_OVERPROVISION_STRATEGY', 'SEMAPHORE_AGENT_OVERPROVISION_FACTOR'],
    ({ SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: strategy, SEMAPHORE_AGENT_OVERPROVISION_FACTOR: factor }) =>
      when(strategy === 'none' && factor > 0, {
        key: 'SEMAPHORE_AGENT_OVERPROVISION_FACTOR',
        expected:
          'has no effect with SEMAPHORE_AGENT_OVERPROVISION_STRATEGY none; set number or percentage there',
      }),
  ),
  rule(
    [
      'SEMAPHORE_AGENT_ASG_DESIRED',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_ASG_DESIRED: desired,
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) =>
      when(desired !== undefined && isScaled && min < max, {
        key: 'SEMAPHORE_AGENT_ASG_DESIRED',
        expected: `has a deploy set the capacity to ${desired}, whatever the scaler has made of it: of more instances some end, with their jobs; leave it out`,
      }),
  ),
  rule(
    [
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: idleSeconds,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) =>
      when(!isScaled && idleSeconds > 0 && min < max, {
        key: 'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
        expected: `lowers the group to its minimum of ${min} for good, as SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false and nothing raises it again; 0 keeps idle instances`,
      }),
  ),
  rule(
    ['SEMAPHORE_AGENT_DASHBOARD', 'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING'],
    ({ SEMAPHORE_AGENT_DASHBOARD: isWanted, SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled }) =>
      when(isWanted && !isScaled, {
        key: 'SEMAPHORE_AGENT_DASHBOARD',
        expected:
          'has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false: the metrics it shows are those of the scaler',
      }),
  ),
];
