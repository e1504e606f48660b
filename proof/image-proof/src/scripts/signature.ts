import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * Whether the Authorization header of a POST to / is what AWS's Signature Version 4 asks for. Written from AWS's description, not from the
 * images' scripts: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignedBy(
  secretAccessKey: string,
  { authorization = '', ...headers }: IncomingHttpHeaders,
  document: string,
): boolean {
  const [, scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  const signed = names.split(';');
  // AWS asks for the host and for all of its own headers.
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  if (!needed.every((name) => signed.includes(name))) return false;
  const lines = signed.map((name) => `${name}:${String(headers[name])}\n`).join('');
  const request = ['POST', '/', '', lines, names, sha256(document)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex') === signature;
}
