import type { SemaphoreAnswer } from './semaphore-server.ts';

/** Answers with metrics. The counts may be invalid, for tests of how they are handled. */
export function answerMetrics(
  jobs: Record<string, unknown>,
  agents = { idle: 0, occupied: 0 },
): SemaphoreAnswer {
  return (response) => response.end(JSON.stringify({ jobs, agents }));
}

/** Answers with any other body. */
export function answerWith(status: number, body = '', headers: Record<string, string> = {}): SemaphoreAnswer {
  return (response) => response.writeHead(status, headers).end(body);
}
