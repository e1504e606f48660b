import { Resolver } from 'node:dns/promises';

/**
 * Waits until a query for the host has ended, even with an error. Call this before a request to the host: the request uses the
 * system's lookup, which also reads the hosts file but cannot be aborted. If no name server answered, that lookup would keep
 * the process alive long after any deadline.
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
