import type { IncomingMessage } from 'node:http';

/** As much of a refusal's body as is reported, in characters. GitHub's own fit. */
const MAX_BODY_CHARACTERS = 500;

/**
 * What tells a rate limit from another refusal, and when to come back; the id is what GitHub's support asks for.
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

/** The server answered with another status than 200: the message has status, the body's beginning, and headers. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
}

/** Reads a refusal's body as far as it is reported; what does not arrive is left out. */
export async function refusedRequest(response: IncomingMessage): Promise<RefusedRequestError> {
  const body = printable(await firstBytesOf(response));
  const headers = REPORTED_HEADERS.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [`${name}: ${printable(String(value))}`];
  });
  return new RefusedRequestError(
    `it answered ${response.statusCode}` +
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
      // Leaving the loop destroys the response: the rest is not read.
      if (text.length >= MAX_BODY_CHARACTERS) break;
    }
  } catch {
    // The status is worth reporting without the body, too.
  }
  return text;
}

/** In one line, without what would steer a terminal, and not longer than is reported. */
function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAX_BODY_CHARACTERS ? `${line.slice(0, MAX_BODY_CHARACTERS)}…` : line;
}
