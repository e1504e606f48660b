import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { call, type CallOptions } from '../calls/call.ts';
import { MalformedReplyError } from '../errors.ts';

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
  getString(name: string): Promise<string> {
    return this.#get(name, false);
  }

  /**
   * The decrypted value of a SecureString. It never appears in an error.
   * @throws ParameterNotFoundError, AccessDeniedError (of the parameter or its key), ThrottledError, …
   */
  getSecureString(name: string): Promise<string> {
    return this.#get(name, true);
  }

  /** Writes a String, whether it exists or not. */
  async putString(name: string, value: string): Promise<void> {
    const site = { action: 'ssm:PutParameter', resource: `parameter ${name}` };
    const command = new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  async #get(name: string, decrypt: boolean): Promise<string> {
    const site = { action: 'ssm:GetParameter', resource: `parameter ${name}` };
    const command = new GetParameterCommand({ Name: name, WithDecryption: decrypt });
    const { Parameter } = await call(site, this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    if (typeof Parameter?.Value !== 'string') {
      throw new MalformedReplyError(site, { detail: 'the reply has no value' });
    }
    return Parameter.Value;
  }
}
