import type { RequestOptions } from 'node:https';
import { createRequire } from 'node:module';
import type * as Https from 'node:https';

type Request = (...given: unknown[]) => ReturnType<typeof Https.request>;

/**
 * Lets handlers through that take SEMAPHORE_ENDPOINT for a host name and nothing else, as it is one in production:
 * here it has a port, which they hand over as a part of the name.
 */
export function acceptPortInHostName(): void {
  const https = createRequire(import.meta.url)('node:https') as typeof Https;
  const original = https.request as Request;
  const request: Request = (options, ...rest) => original(split(options), ...rest);
  const get: Request = (...given) => request(...given).end();
  Object.assign(https, { request, get });
}

function split(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || options instanceof URL) return options;
  const { hostname, host } = options as RequestOptions;
  const [, name, port] = /^([^:]+):(\d+)$/.exec(hostname ?? host ?? '') ?? [];
  return name === undefined ? options : { ...options, host: name, hostname: name, port };
}
