import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import { askSemaphore } from './ask-semaphore.ts';
import { LookupSkippedError } from './fact.ts';
import type { Parameter } from './parameter.ts';

/** Asks Semaphore for the agent type's jobs and agents, with the stored token. @throws SemaphoreError, LookupSkippedError */
export const demandOf = async (endpoint: string, token: Parameter | undefined): Promise<MetricsResponse> =>
  askSemaphore(endpoint, tokenIn(token));

/** The token that a parameter holds. @throws LookupSkippedError if it holds none, or does not exist */
export function tokenIn(parameter: Parameter | undefined): string {
  const token = parameter?.value.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(token)) throw new LookupSkippedError('there is no token to ask Semaphore with');
  return token;
}
