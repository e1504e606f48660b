import { exchange } from '../http/exchange.ts';
import type { RegionAddress } from './account.ts';

/** As long as the hub waits (pkg/publicapi/server.go). */
const TIMEOUT_MS = 5_000;

/**
 * Follows a pre-signed URL of sts.amazonaws.com as the hub does, but to the emulator's STS: the request goes there
 * unchanged, Host header included, which the signature is over, so the emulator verifies it as AWS would.
 * Gives STS's answer in JSON, for which the hub asks; the emulator knows only XML here.
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
