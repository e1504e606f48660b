import { MetricsClient, parseEndpoint, type MetricsResponse } from '@agent-aws-stack/semaphore-api';

/**
 * Asks Semaphore for the jobs and agents of the token's agent type, as the scaler does.
 * @throws SemaphoreError if Semaphore cannot be reached, rejects the token or sends an unexpected reply; InvalidEndpointError
 */
export async function askSemaphore(endpoint: string, token: string): Promise<MetricsResponse> {
  const client = new MetricsClient(parseEndpoint(endpoint), { deadlineMs: 10_000 });
  try {
    return await client.getMetrics(token);
  } finally {
    client.close();
  }
}
