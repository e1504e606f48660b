import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** From its interruption notice until EC2 takes a spot instance. */
const SPOT_NOTICE_SECONDS = 120;

/** What is said of an agent's end that has no effect, or not the one that was probably meant. */
export const agentCautions: readonly Rule[] = [
  rule(
    [
      'SEMAPHORE_AGENT_AFTER_JOB',
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
    ],
    ({
      SEMAPHORE_AGENT_AFTER_JOB: afterJob,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: endsAfterJob,
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
    }) => {
      const key = 'SEMAPHORE_AGENT_AFTER_JOB';
      if (afterJob === 'replace') return [];
      if (!endsAfterJob) {
        const expected =
          'has no effect with SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB false: no agent ends after its job, and an idle one takes its capacity along anyway';
        return [{ key, expected }];
      }
      return when(!isScaled, {
        key,
        expected:
          'shrinks the group to its minimum for good, as SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false and nothing raises it again',
      });
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD', 'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE'],
    ({
      SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: graceSeconds,
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: onDemandPercentage,
    }) =>
      when(onDemandPercentage < 100 && graceSeconds > SPOT_NOTICE_SECONDS, {
        key: 'SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD',
        expected: `is longer than a spot instance has: EC2 takes it ${SPOT_NOTICE_SECONDS} s after its notice, job or not`,
      }),
  ),
];
