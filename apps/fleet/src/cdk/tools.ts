import type { Environment } from '@agent-aws-stack/config';

/** The programs that synthesize and deploy; tests replace them. */
export interface Tools {
  /** Builds the Lambdas that changed; undefined in the npm package, which contains the built Lambdas. @throws UserError */
  readonly buildLambdas: ((env: Environment) => Promise<void>) | undefined;
  /** Writes the templates and assets of stacks. Returns warnings. @throws UserError, and errors of configuration and lookups */
  readonly synthesize: (request: SynthesisRequest) => Promise<readonly string[]>;
  /** Runs the CDK CLI. @throws UserError if it fails */
  readonly cdk: RunCdk;
}

export interface SynthesisRequest {
  /** Construct ids of the stacks. */
  readonly ids: readonly string[];
  /** Output folder. */
  readonly folder: string;
  /** The environment of the CDK app. */
  readonly env: Environment;
  /** CDK context, `key=value` each. */
  readonly context: readonly string[];
}

export type RunCdk = (run: CdkRun) => Promise<void>;

export interface CdkRun {
  /** The CLI's command, such as `deploy`, then its arguments. */
  readonly args: readonly string[];
  readonly env: Environment;
  /** Receives the CLI's output, line by line. @default - printed on standard error */
  readonly onLine?: ((line: string) => void) | undefined;
}
