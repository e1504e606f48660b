import {
  CreateLogGroupCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  PutRetentionPolicyCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { call, type CallOptions } from '../calls/call.ts';
import { collect } from '../calls/collect.ts';

export interface LogLine {
  /** CloudWatch's event id; if there is none, the stream, time and text. */
  readonly id: string;
  readonly at: Date;
  readonly group: string;
  readonly stream: string;
  readonly text: string;
}

export interface LogGroup {
  readonly name: string;
  /** Undefined: it keeps its logs forever. */
  readonly retentionDays: number | undefined;
}

export interface LogQuery {
  readonly group: string;
  readonly since: Date;
  /** @default - now */
  readonly until?: Date;
  /** Only streams whose names start with this. @default - all streams */
  readonly streamPrefix?: string;
  /** Only lines that contain this text. @default - all lines */
  readonly containing?: string;
}

/** Reads CloudWatch's log groups in the client's region. Methods throw only AwsError. */
export class LogGroups {
  readonly #client: CloudWatchLogsClient;
  readonly #options: CallOptions;

  constructor(client: CloudWatchLogsClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** The lines from `since` to `until`, oldest first. @throws LogGroupNotFoundError, … */
  async lines({ group, since, until, streamPrefix, containing }: LogQuery): Promise<readonly LogLine[]> {
    const input = {
      logGroupName: group,
      startTime: since.getTime(),
      ...(until === undefined ? {} : { endTime: until.getTime() }),
      ...(streamPrefix === undefined ? {} : { logStreamNamePrefix: streamPrefix }),
      // Quotes make CloudWatch look for the exact text: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
      ...(containing === undefined ? {} : { filterPattern: JSON.stringify(containing) }),
    };
    const events = await collect(
      { action: 'logs:FilterLogEvents', resource: `log group ${group}` },
      this.#options,
      paginateFilterLogEvents({ client: this.#client }, input),
      (page) => page.events,
    );
    return events.map(({ eventId, timestamp = 0, message = '', logStreamName = '' }) => ({
      id: eventId ?? JSON.stringify([logStreamName, timestamp, message]),
      at: new Date(timestamp),
      group,
      stream: logStreamName,
      text: message.trimEnd(),
    }));
  }

  /** The names of the log groups that start with the prefix. */
  async names(prefix: string): Promise<readonly string[]> {
    return (await this.find(prefix)).map(({ name }) => name);
  }

  /** The log groups whose names start with the prefix. */
  async find(prefix: string): Promise<readonly LogGroup[]> {
    const groups = await collect(
      { action: 'logs:DescribeLogGroups', resource: `log groups ${prefix}…` },
      this.#options,
      paginateDescribeLogGroups({ client: this.#client }, { logGroupNamePrefix: prefix }),
      ({ logGroups }) => logGroups,
    );
    return groups.flatMap(({ logGroupName: name, retentionInDays: retentionDays }) =>
      name === undefined ? [] : [{ name, retentionDays }],
    );
  }

  /** Creates a log group, which keeps its logs forever. */
  async create(name: string): Promise<void> {
    const command = new CreateLogGroupCommand({ logGroupName: name });
    await call({ action: 'logs:CreateLogGroup', resource: `log group ${name}` }, this.#options, (options) =>
      this.#client.send(command, options),
    );
  }

  /** Sets how long a log group keeps its logs. */
  async setRetention(name: string, days: number): Promise<void> {
    const command = new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: days });
    await call(
      { action: 'logs:PutRetentionPolicy', resource: `log group ${name}` },
      this.#options,
      (options) => this.#client.send(command, options),
    );
  }
}
