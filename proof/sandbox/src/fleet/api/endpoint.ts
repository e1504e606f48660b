import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { authorize } from '../access/authorize.ts';
import { type Caller, identify } from '../access/caller.ts';
import { readBody } from '../../http/read-body.ts';
import type { Region } from '../region/region.ts';
import { type ActionContext, type PreparedAction, anyResource, groupResource } from './action.ts';
import { actions } from './actions.ts';
import { AwsError } from './aws-error.ts';
import type { ApiCall } from './calls.ts';
import { type QueryRequest, errorXml, parseQueryRequest, successXml } from './query-protocol.ts';

export interface EndpointOptions {
  readonly context: ActionContext;
  readonly region: Region;
  readonly regionName: string;
  readonly rootAccessKeyId: string;
  readonly onCall: (call: ApiCall) => void;
}

interface XmlReply {
  readonly status: number;
  readonly body: string;
}

/** Serves the Auto Scaling API over HTTP: identifies the caller, authorizes and runs the action, and records the call. */
export function endpoint(options: EndpointOptions): RequestListener {
  const { context, region, regionName, rootAccessKeyId, onCall } = options;
  const { clock } = context.simulation;
  return (request, response) => void serve(request, response);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const reply = await answer(request, requestId);
    if (response.destroyed) return;
    response.writeHead(reply.status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
    response.end(reply.body);
  }

  async function answer(request: IncomingMessage, requestId: string): Promise<XmlReply> {
    let caller: Caller | undefined;
    let resource = anyResource.arn;
    let query: QueryRequest = { action: '', parameters: {} };
    const record = (error: AwsError | undefined) =>
      onCall({
        at: clock.now(),
        service: 'autoscaling',
        action: query.action,
        role: caller?.name ?? 'unknown',
        principalArn: caller?.arn,
        resource,
        verdict: error?.status === 403 ? 'denied' : 'allowed',
        error: error?.code,
      });
    try {
      const body = await readBody(request);
      query = parseQueryRequest(body);
      caller = await identify(region, { headers: headersOf(request), body }, rootAccessKeyId);
      await context.registry.refresh();
      const prepared = prepare(query);
      const target = prepared?.resource ?? forwardedResource(query);
      resource = target.arn;
      await authorize(region, regionName, caller, `autoscaling:${query.action}`, target);
      const reply = await run(prepared, query, { by: caller.name, body, requestId });
      record(undefined);
      return reply;
    } catch (error) {
      const refusal = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      record(refusal);
      return { status: refusal.status, body: errorXml(refusal, requestId) };
    }
  }

  function prepare({ action, parameters }: QueryRequest): PreparedAction | undefined {
    return actions.get(action)?.(parameters, context);
  }

  async function run(
    prepared: PreparedAction | undefined,
    { action }: QueryRequest,
    { by, body, requestId }: { readonly by: string; readonly body: string; readonly requestId: string },
  ): Promise<XmlReply> {
    if (prepared === undefined) return region.forward(body);
    const result = await prepared.run({ context, by, body });
    return { status: 200, body: successXml(action, result, requestId) };
  }

  /** The IAM resource of a forwarded action: the group that it names, if any. Describe actions have no resource. */
  function forwardedResource({ action, parameters }: QueryRequest) {
    const name = parameters.AutoScalingGroupName;
    return typeof name === 'string' && !action.startsWith('Describe')
      ? groupResource(name, context)
      : anyResource;
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );
}
