import { MetricsClient, parseEndpoint, type MetricsResponse } from '@agent-aws-stack/semaphore-api';

/**
 * Asks Semaphore for the jobs and agents of the token's agent type, as the scaler does.
 * @throws SemaphoreError if it rejects the token or cannot be reached, InvalidEndpointError
 */
export async function askSemaphore(endpoint: string, token: string): Promise<MetricsResponse> {
  const client = new MetricsClient(parseEndpoint(endpoint), { deadlineMs: 10_000 });
  try {
    return await client.getMetrics(token);
  } finally {
    client.close();
  }
}
