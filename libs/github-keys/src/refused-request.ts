import type { IncomingMessage } from 'node:http';

/** How many characters of the body the error contains: enough for GitHub's messages. */
const MAX_BODY_CHARACTERS = 500;

/**
 * The first five headers show whether a rate limit applies, and when it ends. GitHub's support asks for the request id.
 * Source: docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
 */
const REPORTED_HEADERS = [
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-resource',
  'x-github-request-id',
];

/** The server replied with a status other than 200. The message has the status, some headers and the start of the body. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
}

/** Returns an error with the start of the body, or with as much of it as arrives. */
export async function refusedRequest(response: IncomingMessage): Promise<RefusedRequestError> {
  const body = printable(await firstBytesOf(response));
  const headers = REPORTED_HEADERS.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [`${name}: ${printable(String(value))}`];
  });
  return new RefusedRequestError(
    `status ${response.statusCode}` +
      (headers.length === 0 ? '' : ` (${headers.join(', ')})`) +
      (body === '' ? '' : `: ${body}`),
  );
}

async function firstBytesOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    response.setEncoding('utf8');
    for await (const chunk of response as AsyncIterable<string>) {
      text += chunk;
      // Leaving the loop destroys the response, so the rest is never read.
      if (text.length >= MAX_BODY_CHARACTERS) break;
    }
  } catch {
    // If the reply breaks off, the error has the status and the part of the body that has arrived.
  }
  return text;
}

/** The text in one line, shortened and without control characters. */
function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAX_BODY_CHARACTERS ? `${line.slice(0, MAX_BODY_CHARACTERS)}…` : line;
}
