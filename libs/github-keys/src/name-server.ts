import { Resolver } from 'node:dns/promises';

/**
 * Waits until a name server has answered a query for the host, even with an error. The request itself then uses the system's
 * lookup, which also reads the hosts file but cannot be aborted: if the name server is silent, the lookup keeps the process
 * alive long after any deadline.
 * @throws the signal's reason if the signal aborts first
 */
export async function awaitNameServer(
  host: string,
  signal: AbortSignal,
  resolver = new Resolver(),
): Promise<void> {
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await resolver.resolve4(host).catch(() => undefined);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  signal.throwIfAborted();
}
