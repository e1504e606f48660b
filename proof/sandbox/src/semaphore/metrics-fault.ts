import type { ServerResponse } from 'node:http';

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

export function answerWithFault(fault: AnswerFault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status).end();
      return;
    case 'hang':
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
      return;
    case 'half-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"jobs":{"queued":3,"runn');
  }
}
