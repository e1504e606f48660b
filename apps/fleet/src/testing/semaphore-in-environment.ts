import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { SemaphoreServer, type SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';

/** Starts a Semaphore API on loopback. Until it is disposed, this process trusts its certificate. */
export async function trustedSemaphore(
  answer: SemaphoreAnswer,
): Promise<{ readonly address: string; readonly server: SemaphoreServer } & AsyncDisposable> {
  const server = await SemaphoreServer.start(answer);
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, server.ca]);
  return {
    address: `${server.endpoint.host}:${server.endpoint.port}`,
    server,
    [Symbol.asyncDispose]: async () => {
      setDefaultCACertificates(before);
      await server[Symbol.asyncDispose]();
    },
  };
}
