import {
  GetParameterCommand,
  PutParameterCommand,
  type Parameter,
  type ParameterTier,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { call, type CallOptions } from '../calls/call.ts';
import { MalformedReplyError, type CallSite } from '../errors.ts';

export interface PutOptions {
  /** @default - the account's default tier, even if the parameter exists in another tier */
  readonly tier?: ParameterTier;
}

export interface VersionedValue {
  readonly value: string;
  readonly version: number;
}

/** Reads and writes SSM parameters. Names may be hierarchical (`/ci/token`). Methods throw only AwsError. */
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
   * The value of a String, and its version, which each write increments.
   * @throws ParameterNotFoundError, AccessDeniedError, ThrottledError, …
   */
  async getVersioned(name: string): Promise<VersionedValue> {
    const parameter = await this.#get(name, false);
    return { value: valueOf(name, parameter), version: versionOf(readSite(name), parameter) };
  }

  /**
   * The decrypted value of a SecureString. No error contains it.
   * @throws ParameterNotFoundError, AccessDeniedError (for the parameter or its key), ThrottledError, …
   */
  async getSecureString(name: string): Promise<string> {
    return valueOf(name, await this.#get(name, true));
  }

  /** Creates or overwrites a String, and returns its new version. */
  async putString(name: string, value: string, { tier }: PutOptions = {}): Promise<number> {
    const site = { action: 'ssm:PutParameter', resource: `parameter ${name}` };
    const command = new PutParameterCommand({
      Name: name,
      Value: value,
      Type: 'String',
      Overwrite: true,
      ...(tier && { Tier: tier }),
    });
    return versionOf(
      site,
      await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions)),
    );
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

function versionOf(site: CallSite, { Version }: { readonly Version?: number | undefined }): number {
  if (typeof Version !== 'number')
    throw new MalformedReplyError(site, { detail: 'the reply has no version' });
  return Version;
}
