import { MetricsClient, parseEndpoint, type MetricsResponse } from '@agent-aws-stack/semaphore-api';

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
