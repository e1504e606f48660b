import { isWindows } from '@agent-aws-stack/contract';
import { splitCapacity } from '@agent-aws-stack/sizing';
import type { Values } from '../parameters/index.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** Of the two minutes between notice and end, the agent needs the rest to end a job and upload its log. */
const LONGEST_SPOT_GRACE_SECONDS = 90;

const PURCHASE = [
  'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE',
  'SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY',
  'SEMAPHORE_AGENT_ASG_MAX_SIZE',
] as const;

/** Whether any instance of the fleet is spot at its maximum size. */
function buysSpot(values: Pick<Values, (typeof PURCHASE)[number]>): boolean {
  const purchase = {
    onDemandBaseCapacity: values.SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY,
    onDemandPercentageAboveBase: values.SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE,
  };
  return splitCapacity(values.SEMAPHORE_AGENT_ASG_MAX_SIZE, purchase).spot > 0;
}

/** What is said of spot instances that has no effect, or less than one may think. */
export const spotCautions: readonly Rule[] = [
  rule(['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD', ...PURCHASE], (values) => {
    const key = 'SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD';
    const graceSeconds = values[key];
    if (!buysSpot(values)) return [];
    if (isWindows(values.SEMAPHORE_AGENT_OS)) {
      return when(graceSeconds > 0, {
        key,
        expected:
          "does not hold when EC2 takes a spot instance: the Windows image does not watch for EC2's notice, and a job has what time the shutdown leaves it",
      });
    }
    return when(graceSeconds > LONGEST_SPOT_GRACE_SECONDS, {
      key,
      expected: `is longer than a spot instance has: EC2 takes it two minutes after its notice, and the agent needs some of them to end; ${LONGEST_SPOT_GRACE_SECONDS} is as much as is of use`,
    });
  }),
  rule(PURCHASE, (values) => {
    const base = values.SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY;
    const max = values.SEMAPHORE_AGENT_ASG_MAX_SIZE;
    const percentage = values.SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE;
    const above = max - base;
    const why =
      above > 0
        ? `${percentage} % of the ${above} above SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY is rounded up to ${above} on demand`
        : `SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY is ${base} and the maximum ${max}`;
    return when(percentage < 100 && !buysSpot(values) && max > 0, {
      key: 'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE',
      expected: `has no effect: ${why}, so no instance is spot`,
    });
  }),
  rule(['SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE', ...PURCHASE], (values) =>
    when(values.SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE && !buysSpot(values), {
      key: 'SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE',
      expected: 'has no effect, as no instance is spot (SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE)',
    }),
  ),
  rule(['SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY', ...PURCHASE], (values) =>
    when(values.SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY !== undefined && !buysSpot(values), {
      key: 'SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY',
      expected: 'has no effect, as no instance is spot (SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE)',
    }),
  ),
];
