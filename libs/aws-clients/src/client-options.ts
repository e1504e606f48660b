import manifest from '../package.json' with { type: 'json' };
import { AbortableHandler } from './calls/abortable-handler.ts';

/** Timeouts and retries of a client. The SDK takes region, endpoint and credentials from the environment. */
export interface ClientOptions {
  /** @default - AWS_REGION */
  readonly region?: string | undefined;
  /** Profile for the credentials and, without `region`, for the region. It wins over keys in the environment. @default - AWS_PROFILE */
  readonly profile?: string | undefined;
  /** Until the connection is established. @default 2000 */
  readonly connectionTimeoutMs?: number;
  /** Until the reply's headers arrive, per attempt. @default 5000 */
  readonly requestTimeoutMs?: number;
  /** Attempts per call, including the first. Throttling and failed connections are retried. @default 3 */
  readonly maxAttempts?: number;
}

const nothing = (): void => undefined;
/** The SDK would print a warning that the profile wins over keys in the environment, which is what naming one means. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The SDK's configuration for a client with timeouts and this project's user agent. */
export function clientConfig(options: ClientOptions = {}) {
  return {
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.profile === undefined ? {} : { profile: options.profile, logger: SILENT }),
    maxAttempts: options.maxAttempts ?? 3,
    retryMode: 'standard',
    customUserAgent: [['agent-aws-stack', manifest.version]] as [string, string][],
    requestHandler: new AbortableHandler({
      connectionTimeout: options.connectionTimeoutMs ?? 2_000,
      requestTimeout: options.requestTimeoutMs ?? 5_000,
      throwOnRequestTimeout: true,
    }),
  };
}
