import { splitCapacity } from '@agent-aws-stack/sizing';
import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import { largestMaxSize } from '../schedules/schedule.ts';
import type { FindCautions } from './caution.ts';

/** EC2 gives notice 120 s before it reclaims a spot instance. The agent needs 30 s of them to stop a job and upload its log. */
const LONGEST_SPOT_GRACE_SECONDS = 90;

const { onDemandFallbackAfterSeconds, onDemandPercentageAboveBase, spotAllocationStrategy } =
  parameters.group.purchase;

/** Whether any instance of the fleet is spot when the group is at its maximum size. */
export const buysSpot = (group: FleetSettings['group']): boolean =>
  splitCapacity(largestMaxSize(group), group.purchase).spot > 0;

const noSpot = {
  effect: 'has no effect, because no instance is spot',
  remedy: `Remove it, or lower ${onDemandPercentageAboveBase.key}`,
};

export const spotCautions: readonly FindCautions[] = [
  ({ agent, group }) => {
    const parameter = parameters.agent.interruptionGracePeriodSeconds;
    const graceSeconds = agent.interruptionGracePeriodSeconds;
    if (!buysSpot(group)) return [];
    return when(graceSeconds > LONGEST_SPOT_GRACE_SECONDS, {
      parameter,
      effect:
        'is too long for a spot instance: EC2 reclaims it two minutes after its notice, and the agent needs part of that time to stop',
      remedy: `Set at most ${LONGEST_SPOT_GRACE_SECONDS}`,
    });
  },
  ({ group }) => {
    const { onDemandBaseCapacity: base, onDemandPercentageAboveBase: percentage } = group.purchase;
    const maxSize = largestMaxSize(group);
    const above = maxSize - base;
    const why =
      above > 0
        ? `above SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY there is a capacity of ${above}, and ${percentage} % of that, rounded up to ${above}, is on demand`
        : `SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY is ${base} and the maximum size ${maxSize}`;
    return when(percentage < 100 && !buysSpot(group) && maxSize > 0, {
      parameter: onDemandPercentageAboveBase,
      effect: `has no effect: ${why}, so no instance is spot`,
      remedy: above > 0 ? 'Lower it' : 'Lower SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY',
    });
  },
  ({ group }) =>
    when(group.capacityRebalance && !buysSpot(group), {
      parameter: parameters.group.capacityRebalance,
      ...noSpot,
    }),
  ({ group }) =>
    when(group.purchase.spotAllocationStrategy !== undefined && !buysSpot(group), {
      parameter: spotAllocationStrategy,
      ...noSpot,
    }),
  ({ agent, group }) =>
    when(group.purchase.onDemandFallbackAfterSeconds > 0 && agent.disconnectAfterIdleTimeoutSeconds === 0, {
      parameter: onDemandFallbackAfterSeconds,
      effect: `keeps on-demand instances for good if they get no job, because ${parameters.agent.disconnectAfterIdleTimeoutSeconds.key} is 0`,
      remedy: 'Set an idle timeout',
    }),
];
