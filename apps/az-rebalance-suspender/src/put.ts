import { request } from 'node:https';

export interface PutOptions {
  /** PEM certificate to trust instead of the usual authorities. */
  readonly ca?: string | undefined;
}

/**
 * PUTs a text to a presigned S3 address and gives the status of the reply.
 * @throws when there is no reply within the time
 */
export function put(url: string, body: string, timeoutMs: number, { ca }: PutOptions = {}): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const headers = {
      // The address is signed for an empty content type; S3 refuses any other.
      'content-type': '',
      'content-length': Buffer.byteLength(body),
    };
    request(url, { method: 'PUT', headers, signal, ca }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', (error) => {
        reject(signal.aborted ? new Error(`no reply within ${timeoutMs} ms`) : error);
      })
      .end(body);
  });
}
