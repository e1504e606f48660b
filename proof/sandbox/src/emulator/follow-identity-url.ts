import { exchange } from '../http/exchange.ts';
import type { RegionAddress } from './account.ts';

/** The timeout of Semaphore's hub (pkg/publicapi/server.go). */
const TIMEOUT_MS = 5_000;

/**
 * Requests a pre-signed URL of sts.amazonaws.com as the hub does, but sends the request to the emulator. The Host header
 * still names sts.amazonaws.com, because the signature covers this header. The emulator verifies the signature as AWS would.
 * The hub requests JSON, but the emulator replies in XML, so this function converts the reply to JSON.
 */
export async function followIdentityUrl(
  url: string,
  { url: emulatorUrl, ca }: Pick<RegionAddress, 'url' | 'ca'>,
): Promise<string> {
  const { host, pathname, search } = new URL(url);
  const { body } = await exchange({
    url: `${emulatorUrl}${pathname}${search}`,
    method: 'GET',
    headers: { host, accept: 'application/json' },
    ca,
    timeoutMs: TIMEOUT_MS,
  });
  const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  const [Account, Arn] = [field('Account'), field('Arn')];
  const Error = { Code: field('Code'), Message: field('Message') };
  return JSON.stringify(
    Arn === undefined
      ? { Error }
      : { GetCallerIdentityResponse: { GetCallerIdentityResult: { Account, Arn } } },
  );
}
