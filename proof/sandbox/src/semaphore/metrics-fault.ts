import type { ServerResponse } from 'node:http';

/** How the metrics endpoint misbehaves. */
export type MetricsFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends a byte now and then and never ends. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** A proxy's page, with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'half-json' }
  /** Drops the connection. */
  | { readonly kind: 'reset' }
  /** Status 200 with any body: wrong shapes, negative numbers … */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Every nth request meets the fault, the others go well. */
  | { readonly kind: 'every-nth'; readonly n: number; readonly fault: MetricsFault };

const json = { 'content-type': 'application/json' };

/** The fault that the nth request (from 1) meets, if any. */
export function faultOfRequest(
  fault: MetricsFault | undefined,
  requestNumber: number,
): MetricsFault | undefined {
  if (fault?.kind !== 'every-nth') return fault;
  return requestNumber % fault.n === 0 ? faultOfRequest(fault.fault, requestNumber / fault.n) : undefined;
}

/** Answers wrongly. Timers end with the connection. */
export function answerWithFault(fault: MetricsFault, response: ServerResponse, answerWell: () => void): void {
  switch (fault.kind) {
    case 'status': {
      const retryAfter = fault.retryAfterSeconds;
      response.writeHead(fault.status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
      response.end();
      return;
    }
    case 'hang':
      return;
    case 'drip': {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write(' '), fault.everyMs);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
      return;
    case 'half-json':
      response.writeHead(200, json).end('{"jobs":{"queued":3,"runn');
      return;
    case 'reset':
      response.destroy();
      return;
    case 'body':
      response.writeHead(200, json).end(fault.body);
      return;
    case 'huge':
      response.writeHead(200, json).end(`{"padding":"${'x'.repeat(fault.bytes)}"}`);
      return;
    case 'slow': {
      const timer = setTimeout(answerWell, fault.delayMs);
      response.on('close', () => clearTimeout(timer));
      return;
    }
    case 'every-nth':
      // faultOfRequest has looked through it.
      answerWell();
  }
}
