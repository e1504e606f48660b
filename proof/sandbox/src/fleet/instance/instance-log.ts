import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';

/**
 * Sends a log of an instance to CloudWatch, as the CloudWatch agent of the images does (amazon-cloudwatch-agent.json): the log stream is named
 * after the instance, or after the stack and the instance. Failures are ignored, because they do not affect the Semaphore agent.
 */
export class InstanceLog {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;
  #created: Promise<unknown> | undefined;

  constructor(client: CloudWatchLogsClient, logGroupName: string) {
    this.#client = client;
    this.#logGroupName = logGroupName;
  }

  /** @param at milliseconds since the epoch */
  async send(logStreamName: string, at: number, message: string): Promise<void> {
    this.#created ??= this.#create(logStreamName);
    await this.#created;
    const logEvents = [{ timestamp: at, message }];
    await this.#client
      .send(new PutLogEventsCommand({ logGroupName: this.#logGroupName, logStreamName, logEvents }))
      .catch(() => undefined);
  }

  async #create(logStreamName: string): Promise<void> {
    const logGroupName = this.#logGroupName;
    await this.#client.send(new CreateLogGroupCommand({ logGroupName })).catch(() => undefined);
    await this.#client
      .send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
      .catch(() => undefined);
  }
}

/** A line of the agent's log. @param at milliseconds since the epoch */
export const agentLogLine = (at: number, text: string): string => `${stamp(at)} : ${text}`;

/** `Nov 28 09:05:03.120`, Go's time.StampMilli (pkg/eventlogger/formatter.go of semaphoreci/agent). */
function stamp(at: number): string {
  const [, day = '', month = '', , time = ''] = new Date(at).toUTCString().split(' ');
  return `${month} ${String(Number(day)).padStart(2)} ${time}.${String(at % 1_000).padStart(3, '0')}`;
}
