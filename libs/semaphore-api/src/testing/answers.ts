import type { SemaphoreAnswer } from './semaphore-server.ts';

/** Answers with metrics: the counts may be of any kind, for a test of what is made of them. */
export function answerMetrics(
  jobs: Record<string, unknown>,
  agents = { idle: 0, occupied: 0 },
): SemaphoreAnswer {
  return (response) => response.end(JSON.stringify({ jobs, agents }));
}

/** Answers with anything else. */
export function answerWith(status: number, body = '', headers: Record<string, string> = {}): SemaphoreAnswer {
  return (response) => response.writeHead(status, headers).end(body);
}
