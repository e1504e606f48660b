import { request } from 'node:https';

/** Makes one request over TLS, which no handler can do without. Start-up times of other handlers are compared with that of this one. */
export async function handler(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const url = `https://${process.env.SEMAPHORE_ENDPOINT ?? ''}/`;
    request(url, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
}
