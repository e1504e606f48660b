import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { askSemaphore } from './ask-semaphore.ts';
import { LookupSkippedError } from './fact.ts';
import type { Parameter } from './parameter.ts';

/** Asks Semaphore for the agent type's jobs and agents, with the stored token. @throws SemaphoreError, LookupSkippedError */
export async function demandOf(endpoint: string, token: Parameter | undefined): Promise<MetricsResponse> {
  const value = token?.value.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(value)) throw new LookupSkippedError('there is no token to ask Semaphore with');
  return await askSemaphore(endpoint, value);
}
