import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';

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
export async function readLog(
  { logs }: AwsClients,
  { group, since, streamPrefix }: LogQuery,
): Promise<readonly LogLine[]> {
  const pages = paginateFilterLogEvents(
    { client: logs },
    {
      logGroupName: group,
      startTime: since.getTime(),
      ...(streamPrefix === undefined ? {} : { logStreamNamePrefix: streamPrefix }),
    },
  );
  const events = await collect('logs:FilterLogEvents', `log group ${group}`, pages, (page) => page.events);
  return events.map(({ eventId, timestamp = 0, message = '', logStreamName = '' }) => ({
    id: eventId ?? JSON.stringify([logStreamName, timestamp, message]),
    at: new Date(timestamp),
    group,
    text: message.trimEnd(),
  }));
}
