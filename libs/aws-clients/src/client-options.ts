import manifest from '../package.json' with { type: 'json' };
import { AbortableHandler } from './calls/abortable-handler.ts';

/** Options of an SDK client. The SDK takes the endpoint from the environment, and also a region or credentials not given here. */
export interface ClientOptions {
  /** @default - AWS_REGION, or the region of the profile */
  readonly region?: string | undefined;
  /** Profile with the credentials, which are then used instead of keys in the environment. @default - AWS_PROFILE */
  readonly profile?: string | undefined;
  /** For example those of an assumed role. @default - the credentials of the profile or the environment */
  readonly credentials?: AwsCredentials;
  /** Limit for establishing the connection. @default 2000 */
  readonly connectionTimeoutMs?: number;
  /** Limit until the reply's headers arrive, for each attempt. @default 5000 */
  readonly requestTimeoutMs?: number;
  /** Attempts per call, including the first. The SDK retries after throttling, server errors and failed connections. @default 3 */
  readonly maxAttempts?: number;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const ignore = (): void => undefined;
/** Silences the SDK's warning that the profile overrides keys in the environment: whoever names a profile wants its keys. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The SDK's configuration for a client with timeouts and this project's user agent. */
export function clientConfig(options: ClientOptions = {}) {
  return {
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.profile === undefined ? {} : { profile: options.profile, logger: SILENT }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
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
