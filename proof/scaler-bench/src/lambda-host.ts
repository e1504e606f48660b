import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Dns from 'node:dns';
import { acceptPortInHostName } from './endpoint-as-host.ts';
import type { HostReply, Invocation, ProcessFault } from './lambda-process.ts';

/** Runs in the measured process: loads a handler file and invokes it as Lambda's runtime would. */
const [file = '', first = '{}'] = process.argv.slice(2);
type Handler = (event: object, context: object) => Promise<unknown>;
acceptPortInHostName();
const loaded = (await import(pathToFileURL(file).href)) as {
  handler?: Handler;
  default?: { handler?: Handler };
};
// For CommonJS, Node does not always detect named exports, but `default` has all of them.
const handler = loaded.handler ?? loaded.default?.handler;
if (handler === undefined) throw new TypeError(`${file} exports no handler`);

await invoke(handler, JSON.parse(first) as Invocation);
process.on('message', (invocation: Invocation) => void invoke(handler, invocation));

async function invoke(
  handler: Handler,
  { event, requestId, remainingMs, processFault }: Invocation,
): Promise<void> {
  const endsAt = performance.now() + remainingMs;
  const context = {
    awsRequestId: requestId,
    functionName: 'bench-agent-scaler',
    getRemainingTimeInMillis: () => endsAt - performance.now(),
  };
  const endFault = processFault && scheduleFault(processFault);
  let error: string | undefined;
  try {
    await handler(event, context);
  } catch (thrown) {
    error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
  endFault?.();
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1_000;
  // Collect garbage first, so that only live memory is measured.
  (globalThis as { gc?: () => void }).gc?.();
  const heapMib = process.memoryUsage().heapUsed / 2 ** 20;
  process.send?.({ error, cpuMs, heapMib, rssMib: maxRSS / 2 ** 10 } satisfies HostReply);
}

/** Schedules a fault inside this process. Returns a function that ends it. */
function scheduleFault({ kind, fromMs, toMs }: ProcessFault): () => void {
  const dns = createRequire(import.meta.url)('node:dns') as typeof Dns;
  const { lookup } = dns;
  const now = Date.now;
  const begin = () => {
    if (kind === 'clock-jump') Date.now = () => now() + 3_600_000;
    else Object.assign(dns, { lookup: failingLookup });
  };
  const end = () => {
    Date.now = now;
    Object.assign(dns, { lookup });
  };
  setTimeout(begin, fromMs).unref();
  setTimeout(end, toMs).unref();
  return end;
}

function failingLookup(host: string, ...rest: unknown[]): void {
  const callback = rest.at(-1) as (error: Error) => void;
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
  setImmediate(callback, error);
}
