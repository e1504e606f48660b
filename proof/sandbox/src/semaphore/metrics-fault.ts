import type { ApiReply } from './context.ts';

/** How the metrics endpoint misbehaves. */
export type MetricsFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Answers 200 with an HTML page, as a proxy might. */
  | { readonly kind: 'html' }
  /** Answers 200 with JSON that breaks off in the middle. */
  | { readonly kind: 'half-json' }
  /** Every nth request gets the fault, and all others a correct answer. */
  | { readonly kind: 'every-nth'; readonly n: number; readonly fault: MetricsFault };

export type AnswerFault = Exclude<MetricsFault, { kind: 'every-nth' }>;

/** The fault with which the nth request (counted from 1) is answered, if any. */
export function faultOfRequest(
  fault: MetricsFault | undefined,
  requestNumber: number,
): AnswerFault | undefined {
  if (fault?.kind !== 'every-nth') return fault;
  return requestNumber % fault.n === 0 ? faultOfRequest(fault.fault, requestNumber / fault.n) : undefined;
}

/** The reply with this fault; undefined = no reply ever arrives. */
export function faultyReply(fault: AnswerFault): ApiReply | undefined {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, body: '' };
    case 'hang':
      return undefined;
    case 'html':
      return { status: 200, contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' };
    case 'half-json':
      return { status: 200, contentType: 'application/json', body: '{"jobs":{"queued":3,"runn' };
  }
}
