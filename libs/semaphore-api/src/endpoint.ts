import { InvalidEndpointError } from './errors.ts';

/** The address of an organization's Semaphore API. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const HOST =
  /^(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<name>[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?))(?::(?<port>\d{1,5}))?$/;
const HTTPS_PORT = 443;

/**
 * Parses `host` or `host:port`, with an IPv6 address in brackets.
 * @throws InvalidEndpointError
 */
export function parseEndpoint(text: string): Endpoint {
  const parts = HOST.exec(text)?.groups;
  const host = parts?.ipv6 ?? parts?.name;
  const port = Number(parts?.port ?? HTTPS_PORT);
  if (host === undefined || port < 1 || port > 65_535) throw new InvalidEndpointError(text);
  return { host, port };
}

/** `host:port`, with an IPv6 address in brackets. */
export function hostAndPort({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
