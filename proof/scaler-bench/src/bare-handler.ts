import { request } from 'node:https';

/** What no handler can do without: one request over TLS. Its start is what others' starts are measured against. */
export async function handler(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const url = `https://${process.env.SEMAPHORE_ENDPOINT ?? ''}/`;
    request(url, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}
