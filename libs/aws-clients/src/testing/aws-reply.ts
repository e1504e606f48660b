import type { ServerResponse } from 'node:http';
import { toXml } from './xml.ts';

/**
 * The protocol of a service's replies. `ec2` is the query protocol, but with `<item>` lists and names such as `imagesSet`;
 * `rest` is Lambda's protocol.
 */
export type Protocol = 'json' | 'query' | 'ec2' | 'rest';

/** The reply to one call: a result or an error in the service's protocol, or a fault. */
export class AwsReply {
  /** The response itself, for other faults of the transport. */
  readonly raw: ServerResponse;
  readonly #protocol: Protocol;
  readonly #action: string;

  constructor(raw: ServerResponse, protocol: Protocol, action: string) {
    this.raw = raw;
    this.#protocol = protocol;
    this.#action = action;
  }

  ok(output: object = {}): void {
    if (this.#isJson) return this.#end(200, JSON.stringify(output));
    if (this.#protocol === 'ec2') {
      return this.#end(200, `<${this.#action}Response>${toXml(output, 'item')}</${this.#action}Response>`);
    }
    const result = `<${this.#action}Result>${toXml(output)}</${this.#action}Result>`;
    this.#end(200, `<${this.#action}Response>${result}</${this.#action}Response>`);
  }

  fail(code: string, message: string, status = 400): void {
    if (this.#isJson) return this.#end(status, JSON.stringify({ __type: code, message }));
    if (this.#protocol === 'ec2') {
      const errors = { Errors: { Error: { Code: code, Message: message } }, RequestID: 'r-1' };
      return this.#end(status, `<Response>${toXml(errors)}</Response>`);
    }
    const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
    this.#end(status, `<ErrorResponse>${toXml({ Error: error, RequestId: 'r-1' })}</ErrorResponse>`);
  }

  /** Resets the connection, without a reply. */
  reset(): void {
    this.raw.socket?.resetAndDestroy();
  }

  /** Sends the headers, then a space every 100 ms until the client gives up. */
  drip(): void {
    this.raw.writeHead(200, { 'content-type': this.#contentType });
    const dripping = setInterval(() => this.raw.write(' '), 100);
    this.raw.on('close', () => clearInterval(dripping));
  }

  get #isJson(): boolean {
    return this.#protocol === 'json' || this.#protocol === 'rest';
  }

  get #contentType(): string {
    return this.#isJson ? 'application/x-amz-json-1.1' : 'text/xml';
  }

  #end(status: number, body: string): void {
    this.raw.writeHead(status, { 'content-type': this.#contentType }).end(body);
  }
}
