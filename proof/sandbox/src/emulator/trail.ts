import { createHash } from 'node:crypto';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailClient, LookupAttribute } from '@aws-sdk/client-cloudtrail';

/** Event sources whose name is not the prefix of their actions in IAM. */
const actionPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/**
 * The action of every call that the emulator recorded with these properties, as IAM names it (`ssm:GetParameter`),
 * newest first. It gives 50 at a time and no token.
 */
export async function recordedCalls(
  client: CloudTrailClient,
  attributes: LookupAttribute[],
): Promise<string[]> {
  const events = new Map<string, string>();
  let EndTime: Date | undefined;
  for (;;) {
    const { Events = [] } = await client.send(
      new LookupEventsCommand({ LookupAttributes: attributes, EndTime }),
    );
    const fresh = Events.filter(({ EventId }) => EventId !== undefined && !events.has(EventId));
    if (fresh.length === 0) return [...events.values()];
    for (const { EventId = '', EventSource = '', EventName = '' } of fresh) {
      const source = EventSource.replace(/\.amazonaws\.com$/, '');
      events.set(EventId, `${actionPrefixes[source] ?? source}:${EventName}`);
    }
    EndTime = fresh.at(-1)?.EventTime;
  }
}

/** The access key under which MiniStack runs a Lambda function: it derives it from the function and its role. */
export function functionAccessKeyId(functionArn: string, roleArn: string): string {
  const digest = createHash('sha256').update(`${functionArn}:${roleArn}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}
