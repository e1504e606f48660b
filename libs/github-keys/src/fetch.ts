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
  /** Limit for the whole request: name resolution, connection, headers and body. @default 3000 */
  readonly timeoutMs?: number | undefined;
  /** PEM certificate to trust instead of the public certificate authorities. */
  readonly ca?: string | undefined;
}

const META_URL = 'https://api.github.com/meta';
const TIMEOUT_MS = 3000;
/** GitHub's reply has about 250 kB, because it also lists all of GitHub's address ranges. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const HEADERS = {
  accept: 'application/vnd.github+json',
  // GitHub rejects a request without a user agent.
  'user-agent': 'agent-aws-stack',
  'x-github-api-version': '2022-11-28',
};

const metaSchema = z.object({ ssh_keys: z.unknown() });

/**
 * Fetches GitHub's current SSH host keys from the field `ssh_keys` of its meta endpoint. Follows no redirects.
 * @throws HostKeysFetchError if no complete and valid reply arrives in time
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
    const problem = deadline.aborted ? `no complete reply within ${timeoutMs} ms` : describe(error);
    throw new HostKeysFetchError(url, problem, { cause: error });
  }
}

function get(url: string, signal: AbortSignal, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let hasHeaders = false;
    request(url, { headers: HEADERS, signal, ca }, (response) => {
      hasHeaders = true;
      void read(response).then(resolve, reject);
    })
      // An error after the headers also reaches read(), which reports it, perhaps with more details.
      .on('error', (error) => hasHeaders || reject(error))
      .end();
  });
}

async function read(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) throw await refusedRequest(response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error(`the reply is longer than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function describe(error: unknown): string {
  // The message of a SyntaxError quotes the reply, which may be the whole page of a proxy.
  if (error instanceof SyntaxError) return 'the reply is not JSON';
  if (error instanceof InvalidHostKeysError) return `the reply has no valid ssh_keys: ${error.message}`;
  return messageOf(error);
}
