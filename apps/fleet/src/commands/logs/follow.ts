import type { LogLine } from '@agent-aws-stack/aws-clients/logs';
import type { Shell } from '../../cli/shell.ts';

/** CloudWatch may show a line this late. */
const LATE_MS = 60_000;
const POLL_INTERVAL_MS = 2_000;

/** Yields each line from `since` on exactly once. Without `follow`, ends after the lines that exist now. */
export async function* followLines(
  read: (since: Date) => Promise<readonly LogLine[]>,
  since: Date,
  { follow, sleep }: { readonly follow: boolean } & Pick<Shell, 'sleep'>,
): AsyncGenerator<LogLine> {
  let seen = new Map<string, number>();
  let newest = since.getTime();
  for (;;) {
    const from = Math.max(since.getTime(), newest - LATE_MS);
    for (const line of await read(new Date(from))) {
      if (seen.has(line.id)) continue;
      seen.set(line.id, line.at.getTime());
      newest = Math.max(newest, line.at.getTime());
      yield line;
    }
    if (!follow) return;
    // Forget lines that are older than what the next call reads, so that memory stays small.
    seen = new Map([...seen].filter(([, at]) => at >= newest - LATE_MS));
    await sleep(POLL_INTERVAL_MS);
  }
}
