import { SemaphoreError, SemaphoreStatusError, type MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { UserError } from '../../cli/errors.ts';
import { askSemaphore } from '../../observe/ask-semaphore.ts';
import type { TargetOptions } from './token-target.ts';

/** Like `askSemaphore`, but throws a UserError that names --endpoint if that option gave the address and nothing there answers like Semaphore. */
export async function askEndpoint(
  endpoint: string,
  token: string,
  typed: Pick<TargetOptions, 'endpoint'>,
): Promise<MetricsResponse> {
  try {
    return await askSemaphore(endpoint, token);
  } catch (error) {
    const answered = !(error instanceof SemaphoreError) || error instanceof SemaphoreStatusError;
    if (typed.endpoint === undefined || answered) throw error;
    const remedy = 'Check the host, and that this machine can reach it';
    throw new UserError('--endpoint', error.message, remedy, { cause: error });
  }
}
