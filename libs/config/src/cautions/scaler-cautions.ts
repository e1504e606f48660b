import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { hasFixedSize } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';

const { strategy, factor } = parameters.scaler.overprovision;

/** Cautions about headroom, the desired capacity, the idle timeout, the dashboard and the limit of the jobs' wait, with and without a scaler. */
export const scalerCautions: readonly FindCautions[] = [
  ({ scaler, group }) => {
    const parameter = strategy;
    if (scaler.overprovision.strategy === 'none') return [];
    if (!scaler.enabled) {
      const effect = 'has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false';
      return [{ parameter, effect, remedy: 'Remove it' }];
    }
    return when(hasFixedSize(group), {
      parameter,
      effect: `has no effect while the minimum and maximum size are both ${group.maxSize}: the group always has that many instances`,
      remedy: 'Raise SEMAPHORE_AGENT_ASG_MAX_SIZE, or set none',
    });
  },
  ({ scaler: { overprovision } }) =>
    when(overprovision.strategy === 'none' && overprovision.factor > 0, {
      parameter: factor,
      effect: 'has no effect with SEMAPHORE_AGENT_OVERPROVISION_STRATEGY none',
      remedy: `Remove it, or set ${strategy.key} to number or percentage`,
    }),
  ({ scaler, group: { minSize, maxSize, desired } }) =>
    when(desired !== undefined && scaler.enabled && minSize < maxSize, {
      parameter: parameters.group.desired,
      effect: `makes every deployment that changes the group set the capacity to ${desired}, whatever the scaler has set: if more instances are running, some are terminated together with their jobs`,
      remedy: 'Remove it',
    }),
  ({ scaler, agent, group: { minSize, maxSize } }) =>
    when(!scaler.enabled && agent.disconnectAfterIdleTimeoutSeconds > 0 && minSize < maxSize, {
      parameter: parameters.agent.disconnectAfterIdleTimeoutSeconds,
      effect: `lowers the group to its minimum of ${minSize} for good, because SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false and nothing raises the capacity again`,
      remedy: 'Set 0 to keep idle instances',
    }),
  ({ scaler, dashboard }) =>
    when(dashboard && !scaler.enabled, {
      parameter: parameters.dashboard,
      effect:
        'has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false: the dashboard shows the metrics of the scaler',
      remedy: 'Remove it',
    }),
  ({ scaler, alarms }) =>
    when(alarms.maxJobWaitSeconds > 0 && !(scaler.enabled && alarms.enabled), {
      parameter: parameters.alarms.maxJobWaitSeconds,
      effect: scaler.enabled
        ? 'has no effect with SEMAPHORE_AGENT_ALARMS false'
        : 'has no effect with SEMAPHORE_AGENT_USE_DYNAMIC_SCALING false: the scaler measures how long jobs wait',
      remedy: 'Remove it',
    }),
];
