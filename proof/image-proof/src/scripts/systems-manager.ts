import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer, SystemsManagerFaults } from './script-case.ts';
import { isSignedBy } from './signature.ts';

/** The port on 127.0.0.1. */
const PORT = 8001;
export const SYSTEMS_MANAGER_URL = `http://127.0.0.1:${PORT}`;

/** The credentials of the instance's role, in the format of the metadata service. */
export const ROLE_CREDENTIALS = {
  Code: 'Success',
  AccessKeyId: 'ASIAROLE',
  SecretAccessKey: 'role/secret+key',
  Token: 'role/session+token==',
};
/** Credentials that a case has in the environment. */
export const OWN_CREDENTIALS = { AccessKeyId: 'AKIDEXAMPLE', SecretAccessKey: 'secret-key' };

const SECRETS = new Map(
  [ROLE_CREDENTIALS, OWN_CREDENTIALS].map(({ AccessKeyId, SecretAccessKey }) => [
    AccessKeyId,
    SecretAccessKey,
  ]),
);
/** AWS accepts a signature for a few minutes before and after its time. */
const VALID_MS = 5 * 60_000;

type Reply = Readonly<Record<string, unknown>> | { readonly code: string; readonly message: string };

/**
 * Systems Manager's GetParameter and GetParameters, with the answers of a case. Refuses wrong signatures. Records each call as
 * `<operation> <names>`, with what is odd about it.
 */
export class SystemsManager {
  readonly #answers: Readonly<Record<string, readonly Answer[]>>;
  readonly #faults: SystemsManagerFaults;
  readonly #record: (call: string) => void;
  readonly #asked = new Map<string, number>();
  readonly #server: Server;
  #breaksOff: boolean;

  constructor(
    answers: Readonly<Record<string, readonly Answer[]>>,
    faults: SystemsManagerFaults,
    record: (call: string) => void,
  ) {
    this.#answers = answers;
    this.#faults = faults;
    this.#record = record;
    this.#breaksOff = faults.breaksOff === true;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(PORT, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const document = await text(request);
    const now = Date.now() + (this.#faults.clockAheadMs ?? 0);
    const operation = String(request.headers['x-amz-target']).replace('AmazonSSM.', '');
    const { Name, Names, WithDecryption } = JSON.parse(document) as Readonly<Record<string, unknown>>;
    const names = operation === 'GetParameters' ? (Names as readonly string[]) : [String(Name)];
    const problem = this.#signatureProblem(request, document, now);
    const oddities = [problem, WithDecryption === true ? undefined : 'without decryption'];
    this.#record([operation, ...names, ...oddities.filter((each) => each !== undefined)].join(' '));
    const reply =
      problem === undefined
        ? this.#reply(operation, names)
        : { code: 'InvalidSignatureException', message: problem };
    if (reply === undefined) {
      response.destroy();
      return;
    }
    const isError = 'code' in reply;
    const error = isError && { __type: `com.amazonaws.ssm#${String(reply.code)}`, message: reply.message };
    const body = JSON.stringify(error || reply);
    response.writeHead(isError ? 400 : 200, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(body),
      date: new Date(now).toUTCString(),
    });
    if (this.#breaksOff) {
      this.#breaksOff = false;
      response.write(body.slice(0, -1), () => response.destroy());
    } else {
      response.end(body);
    }
  }

  #signatureProblem({ headers }: IncomingMessage, document: string, now: number): string | undefined {
    const time = String(headers['x-amz-date']).replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    );
    if (!(Math.abs(Date.parse(time) - now) <= VALID_MS)) return 'signed at another time';
    const key = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
    const token = key === ROLE_CREDENTIALS.AccessKeyId ? ROLE_CREDENTIALS.Token : undefined;
    const isRight =
      this.#faults.refusesSignatures !== true &&
      headers['x-amz-security-token'] === token &&
      isSignedBy(SECRETS.get(key) ?? '', headers, document);
    return isRight ? undefined : 'with a wrong signature';
  }

  /** Undefined if the connection breaks. */
  #reply(operation: string, names: readonly string[]): Reply | undefined {
    if (operation === 'GetParameters' && this.#faults.refusesGetParameters === true)
      return { code: 'AccessDeniedException', message: 'not authorized to perform: ssm:GetParameters' };
    const Parameters: { Name: string; Type: string; Value: string }[] = [];
    const InvalidParameters: string[] = [];
    for (const name of names) {
      const answer = this.#next(name);
      if (typeof answer === 'string') {
        Parameters.push({ Name: name, Type: 'String', Value: answer });
        continue;
      }
      if (answer.exit !== undefined) return undefined;
      const [, code = '', message = ''] = /\((\w+)\)[^:]*: (.*)/s.exec(answer.error) ?? [];
      if (code !== 'ParameterNotFound' || operation === 'GetParameter') return { code, message };
      InvalidParameters.push(name);
    }
    return operation === 'GetParameter' ? { Parameter: Parameters[0] } : { Parameters, InvalidParameters };
  }

  #next(name: string): Answer {
    const answers = this.#answers[`get-parameter:${name}`] ?? [];
    const before = this.#asked.get(name) ?? 0;
    this.#asked.set(name, before + 1);
    return (
      answers[Math.min(before, answers.length - 1)] ?? {
        error: 'An error occurred (ParameterNotFound) when calling the operation: ',
      }
    );
  }
}
