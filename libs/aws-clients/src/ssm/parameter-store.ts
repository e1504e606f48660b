import {
  GetParameterCommand,
  PutParameterCommand,
  type Parameter,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { call, type CallOptions } from '../calls/call.ts';
import { MalformedReplyError, type CallSite } from '../errors.ts';

export interface Revision {
  readonly version: number;
  readonly writtenAt: Date;
}

/** Parameters of Systems Manager; names may be hierarchical (`/ci/token`). Every method throws AwsError only. */
export class ParameterStore {
  readonly #client: SSMClient;
  readonly #options: CallOptions;

  constructor(client: SSMClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * The value of a String.
   * @throws ParameterNotFoundError, AccessDeniedError, ThrottledError, …
   */
  async getString(name: string): Promise<string> {
    return valueOf(name, await this.#get(name, false));
  }

  /**
   * When a String was written last, and its version, which each writing raises by one.
   * @throws ParameterNotFoundError, AccessDeniedError, ThrottledError, …
   */
  async getRevision(name: string): Promise<Revision> {
    const { Version, LastModifiedDate } = await this.#get(name, false);
    const site = readSite(name);
    if (!(LastModifiedDate instanceof Date))
      throw new MalformedReplyError(site, { detail: 'the reply has no date' });
    return { version: versionOf(site, Version), writtenAt: LastModifiedDate };
  }

  /**
   * The decrypted value of a SecureString. It never appears in an error.
   * @throws ParameterNotFoundError, AccessDeniedError (of the parameter or its key), ThrottledError, …
   */
  async getSecureString(name: string): Promise<string> {
    return valueOf(name, await this.#get(name, true));
  }

  /** Writes a String, whether it exists or not; gives its new version. */
  async putString(name: string, value: string): Promise<number> {
    const site = { action: 'ssm:PutParameter', resource: `parameter ${name}` };
    const command = new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true });
    const { Version } = await call(site, this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    return versionOf(site, Version);
  }

  async #get(name: string, decrypt: boolean): Promise<Parameter> {
    const command = new GetParameterCommand({ Name: name, WithDecryption: decrypt });
    const { Parameter = {} } = await call(readSite(name), this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    return Parameter;
  }
}

const readSite = (name: string) => ({ action: 'ssm:GetParameter', resource: `parameter ${name}` });

function valueOf(name: string, { Value }: Parameter): string {
  if (typeof Value !== 'string')
    throw new MalformedReplyError(readSite(name), { detail: 'the reply has no value' });
  return Value;
}

function versionOf(site: CallSite, version: unknown): number {
  if (typeof version !== 'number')
    throw new MalformedReplyError(site, { detail: 'the reply has no version' });
  return version;
}
