import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

/** What is said of an agent's end that has no effect, or not the one that was probably meant. */
export const agentCautions: readonly Rule[] = [
  rule(
    [
      'SEMAPHORE_AGENT_AFTER_JOB',
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_AFTER_JOB: afterJob,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: endsAfterJob,
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) => {
      const key = 'SEMAPHORE_AGENT_AFTER_JOB';
      if (afterJob === 'replace') return [];
      if (!endsAfterJob) {
        const expected =
          'has no effect with SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB false: no agent ends after its job, and an idle one takes its capacity along anyway';
        return [{ key, expected }];
      }
      if (min === max) {
        const expected = `has no effect where minimum and maximum are both ${max}: the group cannot shrink, and every instance is replaced`;
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
    [
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: idleSeconds,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) =>
      when(idleSeconds > 0 && min === max && max > 0, {
        key: 'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
        expected: `saves nothing where minimum and maximum are both ${max}: an instance is replaced after ${idleSeconds} s without a job, over and over; 0 keeps it`,
      }),
  ),
  rule(
    [
      'SEMAPHORE_AGENT_OS',
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
      'SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB',
      'SEMAPHORE_AGENT_AFTER_JOB',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    ({
      SEMAPHORE_AGENT_OS: os,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: idleSeconds,
      SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: endsAfterJob,
      SEMAPHORE_AGENT_AFTER_JOB: afterJob,
      SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: isScaled,
      SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
    }) => {
      const shrinks = idleSeconds > 0 || (endsAfterJob && afterJob === 'shrink');
      // A Mac's host is paid for at least a day, and scrubbed for an hour: there instances are meant to stay.
      return when(os !== 'macos' && isScaled && min < max && !shrinks, {
        key: 'SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT',
        expected:
          'is 0, so the capacity that the scaler has raised never goes down again: idle instances stay, and are paid',
      });
    },
  ),
];
