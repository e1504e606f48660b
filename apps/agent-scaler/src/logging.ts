import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from './ports.ts';
import type { LogLevel } from '@agent-aws-stack/contract';

/** JSON lines on standard output, each with its fleet and invocation. */
export function createLog(level: LogLevel, stackName: string, requestId: string): Log {
  return new Logger({
    serviceName: 'agent-scaler',
    logLevel: level.toUpperCase() as Uppercase<LogLevel>,
    persistentKeys: { stack: stackName, requestId },
  });
}
