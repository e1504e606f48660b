import {
  MetricsClient,
  parseEndpoint,
  SemaphoreError,
  SemaphoreStatusError,
  type MetricsResponse,
} from '@agent-aws-stack/semaphore-api';
import { UserError } from '../cli/errors.ts';
import type { TypedOptions } from '../cli/paste.ts';

/**
 * Asks Semaphore with the token, as the scaler does.
 * @throws SemaphoreError when it does not know the token or cannot be reached, InvalidEndpointError
 */
export async function askSemaphore(endpoint: string, token: string): Promise<MetricsResponse> {
  const client = new MetricsClient(parseEndpoint(endpoint), { deadlineMs: 10_000 });
  try {
    return await client.getMetrics(token);
  } finally {
    client.close();
  }
}

/** As `askSemaphore`; an address that was typed is told by its option. @throws UserError when nobody answers there */
export async function askTyped(
  endpoint: string,
  token: string,
  typed: Pick<TypedOptions, 'endpoint'>,
): Promise<MetricsResponse> {
  try {
    return await askSemaphore(endpoint, token);
  } catch (error) {
    const isAnswer = !(error instanceof SemaphoreError) || error instanceof SemaphoreStatusError;
    if (typed.endpoint === undefined || isAnswer) throw error;
    const remedy = 'Check the host, and that this machine may reach it';
    throw new UserError('--endpoint', error.message, remedy, { cause: error });
  }
}
