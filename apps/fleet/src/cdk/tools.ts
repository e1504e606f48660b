import type { Environment } from '@agent-aws-stack/config';

/** The programs that synthesise and deploy; tests replace them. */
export interface Tools {
  /** Builds the Lambdas that changed. @throws UserError */
  readonly buildLambdas: (env: Environment) => Promise<void>;
  /** The CDK CLI in the folder of the CDK app. @throws UserError when it fails */
  readonly cdk: RunCdk;
}

export type RunCdk = (run: CdkRun) => Promise<void>;

export interface CdkRun {
  /** For example `deploy`, then its arguments. */
  readonly args: readonly string[];
  /** The environment of the CLI and the app it runs. */
  readonly env: Environment;
  /** Receives the CLI's output, line by line. @default - printed on standard error */
  readonly onLine?: ((line: string) => void) | undefined;
}
