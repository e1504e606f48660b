/** The Semaphore API refuses a request with this HTTP status. */
export class SemaphoreApiError extends Error {
  override readonly name = 'SemaphoreApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const malformedAuthorization = () => new SemaphoreApiError(401, 'Unauthorized');
export const unknownToken = () => new SemaphoreApiError(404, 'Not Found');
export const unknownJob = () => new SemaphoreApiError(404, 'Not Found');
export const unknownPath = () => new SemaphoreApiError(404, '404 page not found');
export const malformedBody = () => new SemaphoreApiError(422, 'Unprocessable Entity');
export const noJobAssigned = () => new SemaphoreApiError(422, 'Unprocessable Entity');
export const agentQuotaReached = () =>
  new SemaphoreApiError(422, 'agent quota for organization has been reached');
export const cannotBeRegistered = () => new SemaphoreApiError(400, "agent can't be registered");
