import { systemClock } from '../clock.ts';
import { type ServerTls, listen } from '../http/listen.ts';
import { systemRandom } from '../random.ts';
import { type HubOptions, type SemaphoreHub, semaphoreHub } from './hub.ts';
import { requestHandler } from './request-handler.ts';

export interface SemaphoreApiOptions extends Omit<HubOptions, 'baseUrl' | 'clock' | 'random'> {
  readonly tls: ServerTls;
  /** @default - the system clock */
  readonly clock?: HubOptions['clock'];
}

export interface SemaphoreApi extends Omit<SemaphoreHub, 'answer'> {
  /** `127.0.0.1:<port>`, the value for SEMAPHORE_ENDPOINT. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Serves Semaphore's API for self-hosted agents on 127.0.0.1. */
export async function startSemaphoreApi(options: SemaphoreApiOptions): Promise<SemaphoreApi> {
  const hub = semaphoreHub({
    ...options,
    clock: options.clock ?? systemClock,
    random: systemRandom,
    baseUrl: () => `https://${endpoint}`,
  });
  const server = await listen(requestHandler(hub), options.tls);
  const endpoint = `127.0.0.1:${server.port}`;
  return { ...hub, endpoint, close: () => server.close() };
}
