import { Logger } from '@aws-lambda-powertools/logger';
import type { LogLevel } from '@agent-aws-stack/contract';

/** Creates a logger that writes JSON lines, each with the stack's name and the request id. */
export function createLogger(level: LogLevel, stackName: string, requestId: string): Logger {
  return new Logger({
    serviceName: 'agent-scaler',
    logLevel: level.toUpperCase() as Uppercase<LogLevel>,
    persistentKeys: { stack: stackName, requestId },
  });
}
