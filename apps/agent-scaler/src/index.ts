import { DEFAULT_LIMITS } from './call-limits.ts';
import { connect } from './connect.ts';
import { createLogger } from './logging.ts';
import { runScheduled } from './run-scheduled.ts';
import type { ScheduledEvent } from './schedule.ts';
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
    const remainingMs = context.getRemainingTimeInMillis();
    await runScheduled({ ...ports, log, tokenCache }, settings, { event, remainingMs, random: Math.random });
  } finally {
    close();
  }
}
