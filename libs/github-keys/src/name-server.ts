import { Resolver } from 'node:dns/promises';

/**
 * Waits until a name server has answered for the host, even with an error. The system's own lookup, which follows
 * because it also knows the hosts file, cannot be aborted: with a silent name server it would keep the process
 * alive long after any deadline.
 * @throws the signal's reason when that comes first.
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
