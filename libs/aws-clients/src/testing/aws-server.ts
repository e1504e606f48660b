import { createServer, type IncomingMessage, type Server } from 'node:http';
import { rm } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AwsReply, type Protocol } from './aws-reply.ts';

export interface AwsCall {
  /** E.g. `ssm`, as in the request's signature. */
  readonly service: string;
  /** E.g. `GetParameter`. For Lambda's REST protocol, method and path, e.g. `GET /2015-03-31/functions/x`. */
  readonly action: string;
  /** The request's parameters. In the query protocol, keys stay flat (`ScalingProcesses.member.1`). */
  readonly input: Readonly<Record<string, unknown>>;
  readonly userAgent: string;
  /** The access key id of the credentials that signed the call. */
  readonly accessKeyId: string;
}

export type AwsAnswer = (call: AwsCall, reply: AwsReply) => void;

/** A fake AWS on real loopback sockets. `environment` points the SDK to it. */
export class AwsServer implements AsyncDisposable {
  readonly calls: AwsCall[] = [];
  readonly url: string;
  readonly #server: Server;
  readonly #cdkHome: string;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
    this.#cdkHome = join(tmpdir(), `aws-server-${process.pid}-${new URL(url).port}`);
  }

  /** @param tls PEM certificate and key for `localhost`; without them it uses plain HTTP */
  static async start(
    answer: AwsAnswer,
    tls?: { readonly cert: string; readonly key: string },
  ): Promise<AwsServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
    const started = new AwsServer(server, url);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const call = readCall(request, body);
        started.calls.push(call);
        answer(call, new AwsReply(response, protocolOf(request, call), call.action));
      });
    });
    return started;
  }

  /**
   * Environment variables that point the SDK and the CDK to this server. In CDK_HOME, the CDK remembers the account of an access key,
   * so each server has a CDK_HOME of its own.
   */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      CDK_HOME: this.#cdkHome,
    };
  }

  /** How often an action was called. */
  count(action: string): number {
    return this.calls.filter((call) => call.action === action).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#cdkHome, { recursive: true, force: true });
  }
}

function protocolOf(request: IncomingMessage, { service }: AwsCall): Protocol {
  if (request.headers['x-amz-target'] !== undefined) return 'json';
  if (service === 'lambda') return 'rest';
  return service === 'ec2' ? 'ec2' : 'query';
}

function readCall(request: IncomingMessage, body: string): AwsCall {
  const userAgent = request.headers['user-agent'] ?? '';
  // Credential=<key>/<date>/<region>/<service>/aws4_request
  const service = request.headers.authorization?.split(/[/,]/)[3] ?? '';
  const [, accessKeyId = ''] = /Credential=([^/]+)/.exec(request.headers.authorization ?? '') ?? [];
  const caller = { userAgent, accessKeyId };
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { service, action: target.slice(target.indexOf('.') + 1), input: JSON.parse(body), ...caller };
  }
  if (service === 'lambda') {
    const [path = '', query] = (request.url ?? '').split('?');
    const input = { ...Object.fromEntries(new URLSearchParams(query)), ...(body && { body }) };
    return { service, action: `${request.method} ${path}`, input, ...caller };
  }
  const { Action: action = '', ...input } = Object.fromEntries(new URLSearchParams(body));
  return { service, action, input, ...caller };
}
