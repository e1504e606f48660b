import type { ReturnAddress } from './event.ts';

export type Outcome = { readonly status: 'SUCCESS' } | { readonly status: 'FAILED'; readonly reason: string };

/** CloudFormation takes 4096 bytes in all, and its console shows less. */
const MAX_REASON_CHARACTERS = 1000;

/**
 * The JSON text that CloudFormation expects. The physical id is the one CloudFormation knows, else one that any
 * repetition of the same request makes again: a changed one would make it delete the resource.
 */
export function answerTo(address: ReturnAddress, outcome: Outcome): string {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = address;
  return JSON.stringify({
    Status: outcome.status,
    ...(outcome.status === 'FAILED' ? { Reason: outcome.reason.slice(0, MAX_REASON_CHARACTERS) } : {}),
    PhysicalResourceId: PhysicalResourceId ?? `${StackId}/${LogicalResourceId}`,
    StackId,
    RequestId,
    LogicalResourceId,
  });
}
