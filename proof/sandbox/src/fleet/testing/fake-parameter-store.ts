import * as z from 'zod';
import { type Listening, type ServerTls, listen } from '../../http/listen.ts';
import { readBody } from '../../http/read-body.ts';

const requestSchema = z.object({ Name: z.string().optional(), Names: z.array(z.string()).optional() });

/** A fake of SSM's GetParameter and GetParameters over HTTPS. It denies access to unknown parameters. Calls of CloudWatch Logs succeed without effect. */
export class FakeParameterStore {
  readonly values = new Map<string, string>();
  readonly #server: Listening;

  private constructor(server: Listening, values: Map<string, string>) {
    this.#server = server;
    this.values = values;
  }

  static async start(tls: ServerTls): Promise<FakeParameterStore> {
    const values = new Map<string, string>();
    const server = await listen((request, response) => {
      void readBody(request).then((body) => {
        if (String(request.headers['x-amz-target']).startsWith('Logs_')) return void response.end('{}');
        const { Name, Names = [Name ?? ''] } = requestSchema.parse(JSON.parse(body));
        const Parameters = Names.map((name) => ({ Name: name, Value: values.get(name) }));
        const unknown = Parameters.find(({ Value }) => Value === undefined);
        const denied = {
          __type: 'AccessDeniedException',
          message: `not authorized to perform: ssm:GetParameter on ${unknown?.Name}`,
        };
        const found = Name === undefined ? { Parameters } : { Parameter: Parameters[0] };
        response.writeHead(unknown ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(unknown ? denied : found));
      });
    }, tls);
    return new FakeParameterStore(server, values);
  }

  get url(): string {
    return `https://127.0.0.1:${this.#server.port}`;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
