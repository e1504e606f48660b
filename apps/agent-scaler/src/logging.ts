import { Logger } from '@aws-lambda-powertools/logger';
import type { LogLevel } from '@agent-aws-stack/contract';

/** JSON lines on standard output, each with its fleet and invocation. */
export function createLogger(level: LogLevel, stackName: string, requestId: string): Logger {
  return new Logger({
    serviceName: 'agent-scaler',
    logLevel: level.toUpperCase() as Uppercase<LogLevel>,
    persistentKeys: { stack: stackName, requestId },
  });
}
