import { UsageError } from '../cli/errors.ts';

export interface BootstrapTarget {
  readonly account: string;
  readonly region: string;
}

const ENVIRONMENT = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/;

/**
 * Takes `aws://<account>/<region>` out of the arguments; the rest is for `cdk bootstrap`.
 * @throws UsageError for more than one environment, or one that names no account and region
 */
export function takeEnvironment(args: readonly string[]): {
  readonly target: BootstrapTarget | undefined;
  readonly others: readonly string[];
} {
  const [environment, another] = args.filter((arg) => arg.startsWith('aws://'));
  if (another !== undefined) throw new UsageError(another, 'name one environment at a time');
  const others = args.filter((arg) => arg !== environment);
  if (environment === undefined) return { target: undefined, others };
  const [, account, region] = ENVIRONMENT.exec(environment) ?? [];
  if (account === undefined || region === undefined) {
    throw new UsageError(environment, 'an environment is written aws://<12 digits of the account>/<region>');
  }
  return { target: { account, region }, others };
}
