import type { AgentDocument } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { InstanceAws } from './instance-aws.ts';
import type { ShutdownReason } from './shutdown-reason.ts';

/** The instance could not terminate itself through AWS, so it must power off. */
export class ShutdownHookError extends Error {
  override readonly name = 'ShutdownHookError';
  constructor(cause: unknown) {
    super(
      `the instance could not terminate itself: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

const maxAttempts = 5;

export interface ShutdownHookOptions {
  /** What the fleet does when an agent ends after its job: it shrinks, or replaces the instance. */
  readonly afterJob: AgentDocument['afterJob'];
  /** Whether the instance must be replaced, because its agent was interrupted or retires. The agent may still end with JOB_FINISHED. */
  readonly replaced: boolean;
  /** Whether an idle agent can start again on this instance, if the group is at its minimum. */
  readonly canRestart: () => Promise<boolean>;
  readonly aws: Pick<InstanceAws, 'terminate'>;
  readonly clock: Clock;
  readonly power: AbortSignal;
  /** Milliseconds before the second attempt. Waits before later attempts are longer. */
  readonly retryMs: number;
}

/**
 * Terminates the instance as the image's shutdown hook does. It decrements the desired capacity after IDLE and, in a fleet
 * that shrinks after jobs, after JOB_FINISHED, unless the instance must be replaced. It does not decrement at the group's minimum.
 * Returns 'restart' instead if the agent starts again on this instance. Throws ShutdownHookError. Also rejects when the machine
 * loses power.
 */
export async function shutdownHook(
  instanceId: string,
  reason: ShutdownReason,
  { afterJob, replaced, canRestart, aws, clock, power, retryMs }: ShutdownHookOptions,
): Promise<'terminated' | 'restart'> {
  let decrement = reason === 'IDLE' || (reason === 'JOB_FINISHED' && afterJob === 'shrink' && !replaced);
  for (let attempt = 1; ; attempt++) {
    try {
      await aws.terminate(instanceId, decrement);
      return 'terminated';
    } catch (error) {
      power.throwIfAborted();
      // Something else is already terminating the instance.
      if (isNamed(error, 'ScalingActivityInProgressFault', 'ScalingActivityInProgress')) return 'terminated';
      if (decrement && isNamed(error, 'ValidationError')) {
        if (reason === 'IDLE' && !replaced && isAtMinimum(error) && (await canRestart())) return 'restart';
        decrement = false;
        continue;
      }
      if (attempt >= maxAttempts) throw new ShutdownHookError(error);
      await clock.sleep(retryMs * attempt, power);
    }
  }
}

/** Whether AWS refuses because the group is at its minimum. lib/end-instance.sh of the images looks for the same words. */
function isAtMinimum(error: unknown): boolean {
  return error instanceof Error && error.message.includes('desiredSize equals minSize');
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
