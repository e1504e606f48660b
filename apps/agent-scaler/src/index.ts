import { connect, DEFAULT_LIMITS } from './connect.ts';
import { runInvocation } from './invocation.ts';
import { createLogger } from './logging.ts';
import { latenessMs, scheduledAt, type ScheduledEvent } from './schedule.ts';
import { readSettings } from './settings.ts';
import type { TokenCache } from './token-source.ts';

/** The part of Lambda's context that the handler uses. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Lives as long as the execution environment, which serves many invocations. */
const tokenCache: TokenCache = {};

/** EventBridge invokes this every minute. @throws InvalidEnvironmentError, ScalerFailedError */
export async function handler(event: ScheduledEvent, context: InvocationContext): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLogger(settings.logLevel, settings.stackName, context.awsRequestId);
  const { ports, close } = connect(settings, DEFAULT_LIMITS);
  try {
    const now = ports.clock.date();
    const scheduled = scheduledAt(event, now);
    await runInvocation({ ...ports, log, tokenCache }, settings, {
      remainingMs: context.getRemainingTimeInMillis(),
      scheduledAt: scheduled,
      latenessMs: latenessMs(scheduled, now),
      // The offset of this invocation's polls within the poll interval. It is random, so that two concurrent invocations rarely
      // read the group and raise its capacity at the same moment (decision 0034).
      phaseMs: Math.random() * settings.pollIntervalMs,
    });
  } finally {
    close();
  }
}
