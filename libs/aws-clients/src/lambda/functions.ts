import { GetFunctionCommand, UpdateFunctionCodeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { call, type CallOptions } from '../calls/call.ts';
import { orUndefined } from '../calls/or-undefined.ts';
import { FunctionNotFoundError, MalformedReplyError } from '../errors.ts';

/** The code and state of a function. */
export interface FunctionState {
  readonly name: string;
  /** As Lambda reports it: `Pending`, `Active`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly stateReason: string | undefined;
  /** As Lambda reports it: `InProgress`, `Successful`, `Failed`. */
  readonly lastUpdate: string;
  readonly lastUpdateReason: string | undefined;
  /** SHA-256 of the deployment package, in base64. */
  readonly codeSha256: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly subnetIds: readonly string[];
  readonly reservedConcurrency: number | undefined;
}

/** Lambda functions, in the client's region. Every method throws AwsError only. */
export class Functions {
  readonly #client: LambdaClient;
  readonly #options: CallOptions;

  constructor(client: LambdaClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** The function of this name; undefined when there is none. @throws AccessDeniedError, ThrottledError, … */
  async find(name: string): Promise<FunctionState | undefined> {
    const site = { action: 'lambda:GetFunction', resource: `function ${name}` };
    const command = new GetFunctionCommand({ FunctionName: name });
    const found = await orUndefined(
      FunctionNotFoundError,
      call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions)),
    );
    if (found === undefined) return undefined;
    const { Configuration: configuration, Concurrency } = found;
    if (configuration === undefined) {
      throw new MalformedReplyError(site, { detail: 'the reply has no configuration' });
    }
    return {
      name,
      state: configuration.State ?? 'Active',
      stateReason: configuration.StateReason,
      lastUpdate: configuration.LastUpdateStatus ?? 'Successful',
      lastUpdateReason: configuration.LastUpdateStatusReason,
      codeSha256: configuration.CodeSha256 ?? '',
      environment: configuration.Environment?.Variables ?? {},
      subnetIds: configuration.VpcConfig?.SubnetIds ?? [],
      reservedConcurrency: Concurrency?.ReservedConcurrentExecutions,
    };
  }

  /**
   * Starts an update of the function's code to a zip file; `find` shows its progress.
   * @throws FunctionNotFoundError, ResourceContentionError (another update is under way), InvalidRequestError, AccessDeniedError, …
   */
  async updateCode(name: string, zip: Uint8Array): Promise<void> {
    const site = { action: 'lambda:UpdateFunctionCode', resource: `function ${name}` };
    const command = new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }
}
