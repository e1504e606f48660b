import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import * as z from 'zod/mini';
import { HostKeysFetchError, InvalidHostKeysError } from './errors.ts';
import { parseHostKeys, type HostKeys } from './host-keys.ts';
import { messageOf } from './message-of.ts';
import { awaitNameServer } from './name-server.ts';
import { refusedRequest, RefusedRequestError } from './refused-request.ts';

export interface FetchOptions {
  /** @default - GitHub's meta endpoint */
  readonly url?: string | undefined;
  /** For the whole request: name resolution, connection, headers and body. @default 3000 */
  readonly timeoutMs?: number | undefined;
  /** PEM certificate to trust instead of the usual authorities. */
  readonly ca?: string | undefined;
}

const META_URL = 'https://api.github.com/meta';
const TIMEOUT_MS = 3000;
/** The answer also lists all of GitHub's address ranges: about a quarter of a megabyte. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const HEADERS = {
  accept: 'application/vnd.github+json',
  // GitHub refuses a request without one.
  'user-agent': 'agent-aws-stack',
  'x-github-api-version': '2022-11-28',
};

const metaSchema = z.object({ ssh_keys: z.unknown() });

/**
 * GitHub's current SSH host keys, from the field `ssh_keys` of its meta endpoint. Follows no redirect.
 * @throws HostKeysFetchError when no complete and valid answer arrives in time.
 */
export async function fetchHostKeys(options: FetchOptions = {}): Promise<HostKeys> {
  const { url = META_URL, timeoutMs = TIMEOUT_MS, ca } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    await awaitNameServer(new URL(url).hostname, deadline);
    const meta = metaSchema.safeParse(JSON.parse(await get(url, deadline, ca)));
    return parseHostKeys(meta.data?.ssh_keys);
  } catch (error) {
    if (error instanceof RefusedRequestError) throw new HostKeysFetchError(url, error.message);
    const problem = deadline.aborted ? `no whole answer within ${timeoutMs} ms` : describe(error);
    throw new HostKeysFetchError(url, problem, { cause: error });
  }
}

function get(url: string, signal: AbortSignal, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    request(url, { headers: HEADERS, signal, ca }, (response) => {
      isAnswered = true;
      void read(response).then(resolve, reject);
    })
      // Once the headers are here, the reader of the body gets the error, and may know more about it.
      .on('error', (error) => isAnswered || reject(error))
      .end();
  });
}

async function read(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) throw await refusedRequest(response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`its answer is longer than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function describe(error: unknown): string {
  // The message of a JSON error quotes the answer, which may be the whole page of a proxy.
  if (error instanceof SyntaxError) return 'its answer is not JSON';
  if (error instanceof InvalidHostKeysError) return `its answer has no valid ssh_keys: ${error.message}`;
  return messageOf(error);
}
