import { createHash } from 'node:crypto';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailClient, LookupAttribute } from '@aws-sdk/client-cloudtrail';

export interface TrailEvent {
  /** As IAM names the action: `ssm:GetParameter`. */
  readonly action: string;
  readonly userAgent: string;
}

/** Event sources whose name is not the prefix of their actions in IAM. */
const actionPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Every call that the emulator recorded with these properties, newest first; it gives 50 at a time and no token. */
export async function recordedCalls(
  client: CloudTrailClient,
  attributes: LookupAttribute[],
): Promise<TrailEvent[]> {
  const events = new Map<string, TrailEvent>();
  let EndTime: Date | undefined;
  for (;;) {
    const { Events = [] } = await client.send(
      new LookupEventsCommand({ LookupAttributes: attributes, EndTime }),
    );
    const fresh = Events.filter(({ EventId }) => EventId !== undefined && !events.has(EventId));
    if (fresh.length === 0) return [...events.values()];
    for (const { EventId = '', EventSource = '', EventName = '', CloudTrailEvent = '{}' } of fresh) {
      const source = EventSource.replace(/\.amazonaws\.com$/, '');
      const { userAgent = '' } = JSON.parse(CloudTrailEvent) as { userAgent?: string };
      events.set(EventId, { action: `${actionPrefixes[source] ?? source}:${EventName}`, userAgent });
    }
    EndTime = fresh.at(-1)?.EventTime;
  }
}

/** The access key under which MiniStack runs a Lambda function: it derives it from the function and its role. */
export function functionAccessKeyId(functionArn: string, roleArn: string): string {
  const digest = createHash('sha256').update(`${functionArn}:${roleArn}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}
