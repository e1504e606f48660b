import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@agent-aws-stack/config';
import { UserError } from '../cli/errors.ts';

/** The CDK CLI refused credentials because it takes them to belong to another account. The message names its cache, which may be wrong. */
export class WrongAccountError extends UserError {
  override readonly name = 'WrongAccountError';
  readonly problem: string;

  constructor(key: string, problem: string, options: ErrorOptions) {
    super(key, problem, undefined, options);
    this.problem = problem;
  }
}

/**
 * Returns the error of a failed run of the CDK CLI, or a WrongAccountError in its place if the CLI takes the credentials to belong to another
 * account. The CLI remembers the account of each access key, and does not look it up again:
 * https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/toolkit-lib/lib/api/aws-auth/account-cache.ts
 */
export function describeWrongAccount(error: unknown, env: Environment): unknown {
  if (!(error instanceof UserError)) return error;
  const [, wanted, cached] =
    /perform AWS calls for account (\d{12}), but the current credentials are for (\d{12})/.exec(
      error.message,
    ) ?? [];
  if (wanted === undefined) return error;
  const home = env['CDK_HOME'] || join(userInfo().homedir, '.cdk');
  const problem = [
    `failed: it needs credentials of account ${wanted}, but according to the CDK the access key in use belongs to account ${cached}`,
    `  The CDK remembers the account of each access key. If it is wrong, delete its file, then try again: rm '${join(home, 'cache/accounts_partitions.json')}'`,
  ];
  return new WrongAccountError(error.key, problem.join('\n'), { cause: error });
}
