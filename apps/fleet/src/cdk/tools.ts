import type { Environment } from '@agent-aws-stack/config';

/** What is run to synthesise and deploy; tests have tools of their own. */
export interface Tools {
  /** Builds the Lambdas that changed. @throws UserError */
  readonly buildLambdas: (env: Environment) => Promise<void>;
  /** The CDK CLI in the folder of the CDK app. @throws UserError when it fails */
  readonly cdk: RunCdk;
}

export type RunCdk = (run: CdkRun) => Promise<void>;

export interface CdkRun {
  /** e.g. `deploy`, then its arguments. */
  readonly args: readonly string[];
  /** The environment of the CLI and the app it runs. */
  readonly env: Environment;
  /** Takes what the CLI says, line by line. @default - it is printed on standard error */
  readonly onLine?: ((line: string) => void) | undefined;
}
