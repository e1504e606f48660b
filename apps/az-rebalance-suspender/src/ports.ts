import type { Logger } from '@aws-lambda-powertools/logger';

/** What this function needs from the world. */
export interface Ports {
  /** Milliseconds until Lambda ends this invocation. */
  readonly remainingMs: () => number;
  /** Rejects early when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly suspendAzRebalance: (groupName: string) => Promise<void>;
  /** Whether the same call may work a little later. */
  readonly isTransient: (error: unknown) => boolean;
  /** One HTTPS PUT; gives the status, throws when there is none in time. */
  readonly put: (url: string, body: string, timeoutMs: number) => Promise<number>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}
