import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningScope {
  readonly service: string;
  readonly region: string;
  readonly credentials: SigningCredentials;
}

function signer({ service, region, credentials }: SigningScope): SignatureV4 {
  return new SignatureV4({ service, region, credentials, sha256: Sha256 });
}

/** Returns the headers of a signed POST request with a form-encoded body. */
export async function signedFormHeaders(
  url: string,
  body: string,
  scope: SigningScope,
): Promise<Record<string, string>> {
  const { host, hostname, protocol, pathname } = new URL(url);
  const { headers } = await signer(scope).sign({
    method: 'POST',
    protocol,
    hostname,
    path: pathname,
    headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
  });
  return headers;
}

/** The only STS host that Semaphore accepts. It requires signatures for us-east-1. */
const STS = { host: 'sts.amazonaws.com', region: 'us-east-1' };

/** Creates a pre-signed URL of sts:GetCallerIdentity, as gen-pre-signed-url.py in the images does. */
export async function presignedCallerIdentityUrl(
  expiresInSeconds: number,
  credentials: SigningCredentials,
): Promise<string> {
  const { host, region } = STS;
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const signed = await signer({ service: 'sts', region, credentials }).presign(
    { method: 'GET', protocol: 'https:', hostname: host, path: '/', headers: { host }, query },
    { expiresIn: expiresInSeconds },
  );
  return `https://${host}/?${new URLSearchParams(signed.query as Record<string, string>).toString()}`;
}
