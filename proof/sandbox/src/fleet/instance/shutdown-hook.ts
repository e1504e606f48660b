import type { AgentDocument } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { OwnAws } from './own-aws.ts';
import type { ShutdownReason } from './shutdown-reason.ts';

/** AWS did not let the instance end itself; it powers off instead. */
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
  /** Whether the fleet shrinks by an instance that ends after its job. */
  readonly afterJob: AgentDocument['afterJob'];
  /** Whether the instance was interrupted: its agent may still end with JOB_FINISHED. */
  readonly interrupted: boolean;
  readonly aws: Pick<OwnAws, 'terminate'>;
  readonly clock: Clock;
  readonly power: AbortSignal;
  /** Milliseconds before the second attempt; each next waits longer. */
  readonly retryMs: number;
}

/**
 * Ends the instance as the image's shutdown hook does: an idle agent takes its share of the capacity with it, and so
 * does one after its job in a fleet that shrinks then, unless it was interrupted or that would be below the group's
 * minimum; any other leaves it for a successor. Throws ShutdownHookError.
 */
export async function shutdownHook(
  instanceId: string,
  reason: ShutdownReason,
  { afterJob, interrupted, aws, clock, power, retryMs }: ShutdownHookOptions,
): Promise<void> {
  let decrement = reason === 'IDLE' || (reason === 'JOB_FINISHED' && afterJob === 'shrink' && !interrupted);
  for (let attempt = 1; ; attempt++) {
    try {
      return await aws.terminate(instanceId, decrement);
    } catch (error) {
      power.throwIfAborted();
      // Something else is ending it already.
      if (isNamed(error, 'ScalingActivityInProgressFault', 'ScalingActivityInProgress')) return;
      if (decrement && isNamed(error, 'ValidationError')) {
        decrement = false;
        continue;
      }
      if (attempt >= maxAttempts) throw new ShutdownHookError(error);
      await clock.sleep(retryMs * attempt, power);
    }
  }
}

function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
