import type { RequestOptions } from 'node:https';
import { createRequire } from 'node:module';
import type * as Https from 'node:https';

type Request = (...args: unknown[]) => ReturnType<typeof Https.request>;

/**
 * Changes node:https so that it accepts `host:port` as a host name. Some handlers use SEMAPHORE_ENDPOINT as a host name,
 * which works in production, but the endpoint in the bench has a port.
 */
export function acceptPortInHostName(): void {
  const https = createRequire(import.meta.url)('node:https') as typeof Https;
  const original = https.request as Request;
  const request: Request = (options, ...rest) => original(separatePort(options), ...rest);
  const get: Request = (...args) => request(...args).end();
  Object.assign(https, { request, get });
}

function separatePort(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || options instanceof URL) return options;
  const { hostname, host } = options as RequestOptions;
  const [, name, port] = /^([^:]+):(\d+)$/.exec(hostname ?? host ?? '') ?? [];
  return name === undefined ? options : { ...options, host: name, hostname: name, port };
}
