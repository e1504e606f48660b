import type { TokenMemory } from './adapters/parameter-token.ts';
import { connect, DEFAULT_LIMITS } from './connect.ts';
import { gridPhaseMs } from './grid-phase.ts';
import { runInvocation } from './invocation.ts';
import { createLog } from './logging.ts';
import { latenessMs, scheduledAt, type ScheduledEvent } from './schedule.ts';
import { readSettings } from './settings.ts';

/** The part of Lambda's context used here. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Systems Manager may be down for an hour; the token of a minute ago is as good then. */
const memory: TokenMemory = {};

/** Started each minute by EventBridge. @throws InvalidEnvironmentError, ScalerFailedError */
export async function handler(event: ScheduledEvent, context: InvocationContext): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel, settings.stackName, context.awsRequestId);
  const { ports, close } = connect(settings, log, DEFAULT_LIMITS, memory);
  try {
    const now = ports.clock.date();
    const scheduled = scheduledAt(event, now);
    await runInvocation(ports, settings, {
      remainingMs: context.getRemainingTimeInMillis(),
      scheduledAt: scheduled,
      latenessMs: latenessMs(scheduled, now),
      phaseMs: gridPhaseMs(
        { scheduledAt: scheduled, requestId: context.awsRequestId },
        now,
        settings.pollIntervalMs,
      ),
    });
  } finally {
    close();
  }
}
