import type { SemaphoreAnswer } from './semaphore-server.ts';

/** Replies with metrics. The counts may be invalid, to test how a client handles them. */
export function answerMetrics(
  jobs: Record<string, unknown>,
  agents = { idle: 0, occupied: 0 },
): SemaphoreAnswer {
  return (response) => response.end(JSON.stringify({ jobs, agents }));
}

/** Replies with any status, body and headers. */
export function answerWith(status: number, body = '', headers: Record<string, string> = {}): SemaphoreAnswer {
  return (response) => response.writeHead(status, headers).end(body);
}
