import { createHash } from 'node:crypto';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailClient, LookupAttribute } from '@aws-sdk/client-cloudtrail';

/** Event sources of CloudTrail whose actions have another prefix in IAM. */
const actionPrefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/**
 * Returns the IAM action (`ssm:GetParameter`) of every recorded call that matches the lookup attributes, newest first. The
 * emulator returns 50 events per request and no NextToken, so EndTime selects the next 50.
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

/**
 * The access key id of a Lambda function in the emulator (MiniStack), which derives it from the ARNs of the function and
 * its role.
 */
export function functionAccessKeyId(functionArn: string, roleArn: string): string {
  const digest = createHash('sha256').update(`${functionArn}:${roleArn}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
}
