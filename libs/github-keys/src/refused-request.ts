import type { IncomingMessage } from 'node:http';

/** Characters of the body that are reported. GitHub's own messages fit. */
const MAX_BODY_CHARACTERS = 500;

/**
 * These headers show whether a rate limit applies and when it ends; GitHub's support asks for the id.
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

/** The server answered with a status other than 200. The message has the status, headers and the start of the body. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
}

/** Reads the part of the body that is reported, or as much of it as arrives. */
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
      // Leaving the loop destroys the response, so the rest is not read.
      if (text.length >= MAX_BODY_CHARACTERS) break;
    }
  } catch {
    // Report the status even without the body.
  }
  return text;
}

/** In one line, without control characters, and shortened. */
function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAX_BODY_CHARACTERS ? `${line.slice(0, MAX_BODY_CHARACTERS)}…` : line;
}
