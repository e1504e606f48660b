import type { Environment } from '@agent-aws-stack/config';
import { UserError } from '../cli/errors.ts';

/**
 * The account that CDK_DEPLOY_ACCOUNT names. Undefined if it is not set or names the caller's account, which is the only one that the preflight and
 * comparisons can look into.
 */
export function otherAccount(account: string, env: Environment): string | undefined {
  const target = env['CDK_DEPLOY_ACCOUNT'] || account;
  return target === account ? undefined : target;
}

/** Refuses a plan file for another account, because the plan compares with the stacks of the caller's account. @throws UserError */
export function refuseOtherAccount(planFile: string, account: string, env: Environment): void {
  const target = otherAccount(account, env);
  if (target === undefined) return;
  throw new UserError(
    planFile,
    `CDK_DEPLOY_ACCOUNT is ${target}, but a plan compares with the stacks of account ${account}; nothing was changed`,
    `Use credentials of account ${target}`,
  );
}
