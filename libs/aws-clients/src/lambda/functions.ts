import { GetFunctionCommand, UpdateFunctionCodeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { call, type CallOptions } from '../calls/call.ts';
import { orUndefined } from '../calls/or-undefined.ts';
import { FunctionNotFoundError, MalformedReplyError } from '../errors.ts';

/** The code and state of a function. */
export interface FunctionState {
  readonly name: string;
  /** Lambda's value: `Pending`, `Active`, `Inactive` or `Failed`. */
  readonly state: string;
  readonly stateReason: string | undefined;
  /** Lambda's value: `InProgress`, `Successful` or `Failed`. */
  readonly lastUpdate: string;
  readonly lastUpdateReason: string | undefined;
  /** SHA-256 of the deployment package, in base64. */
  readonly codeSha256: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly subnetIds: readonly string[];
  readonly reservedConcurrency: number | undefined;
}

/** Reads Lambda functions in the client's region, and updates their code. Methods throw only AwsError. */
export class Functions {
  readonly #client: LambdaClient;
  readonly #options: CallOptions;

  constructor(client: LambdaClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** Undefined if there is no such function. @throws AccessDeniedError, ThrottledError, … */
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
   * Starts to update the function's code from a zip file. `find` shows the progress.
   * @throws FunctionNotFoundError, ResourceContentionError (another update is in progress), InvalidRequestError, AccessDeniedError, …
   */
  async updateCode(name: string, zip: Uint8Array): Promise<void> {
    const site = { action: 'lambda:UpdateFunctionCode', resource: `function ${name}` };
    const command = new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }
}
