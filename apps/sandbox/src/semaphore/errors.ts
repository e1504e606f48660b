/** A request the Semaphore API refuses, with the HTTP status it answers. */
export class SemaphoreApiError extends Error {
  override readonly name = 'SemaphoreApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const malformedAuthorization = () => new SemaphoreApiError(401, 'malformed authorization header');
export const unknownToken = () => new SemaphoreApiError(404, 'no agent type or agent has this token');
export const agentQuotaReached = (quota: number) =>
  new SemaphoreApiError(422, `agents quota of ${quota} reached`);
export const agentNameTaken = (name: string) =>
  new SemaphoreApiError(422, `agent name ${name} is already taken`);
export const badAgentName = (name: string) =>
  new SemaphoreApiError(422, `agent name ${name} has not 8 to 80 characters`);
export const unknownJob = (jobId: string) => new SemaphoreApiError(404, `job ${jobId} is not this agent's`);
export const unknownPath = () => new SemaphoreApiError(404, 'not found');
