import { MetricsClient, parseEndpoint, type MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { NothingToAskError } from './fact.ts';
import type { Parameter } from './facts.ts';

/** Asks Semaphore for the demand with the token as it is stored. @throws SemaphoreError, NothingToAskError */
export async function demandOf(endpoint: string, token: Parameter | undefined): Promise<MetricsResponse> {
  const value = token?.value.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(value)) throw new NothingToAskError('there is no token to ask Semaphore with');
  const client = new MetricsClient(parseEndpoint(endpoint), { deadlineMs: 10_000 });
  try {
    return await client.getMetrics(value);
  } finally {
    client.close();
  }
}
