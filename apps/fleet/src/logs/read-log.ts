import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { ask, type AwsClients } from '../aws/clients.ts';

export interface LogLine {
  /** Differs for each line, also of the same stream and millisecond. */
  readonly id: string;
  readonly at: Date;
  readonly group: string;
  readonly text: string;
}

export interface LogQuery {
  readonly group: string;
  readonly since: Date;
  /** Only streams whose name begins so. @default - all */
  readonly streamPrefix?: string;
}

/** The lines of a log group since a time, oldest first. @throws AwsError; code ResourceNotFoundException: no group */
export function readLog({ logs }: AwsClients, { group, since, streamPrefix }: LogQuery): Promise<LogLine[]> {
  return ask('logs:FilterLogEvents', `log group ${group}`, async () => {
    const lines: LogLine[] = [];
    for await (const page of paginateFilterLogEvents(
      { client: logs },
      {
        logGroupName: group,
        startTime: since.getTime(),
        ...(streamPrefix === undefined ? {} : { logStreamNamePrefix: streamPrefix }),
      },
    )) {
      for (const { eventId, timestamp = 0, message = '', logStreamName = '' } of page.events ?? []) {
        const id = eventId ?? JSON.stringify([logStreamName, timestamp, message]);
        lines.push({ id, at: new Date(timestamp), group, text: message.trimEnd() });
      }
    }
    return lines;
  });
}
