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

/** The headers of a signed POST of a form-encoded body. */
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

/** A pre-signed GET address of sts:GetCallerIdentity. */
export async function presignedCallerIdentityUrl(
  url: string,
  expiresInSeconds: number,
  scope: Omit<SigningScope, 'service'>,
): Promise<string> {
  const { host, hostname, protocol, pathname } = new URL(url);
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const signed = await signer({ ...scope, service: 'sts' }).presign(
    { method: 'GET', protocol, hostname, path: pathname, headers: { host }, query },
    { expiresIn: expiresInSeconds },
  );
  const parameters = new URLSearchParams(signed.query as Record<string, string>);
  return `${protocol}//${host}${pathname}?${parameters.toString()}`;
}
