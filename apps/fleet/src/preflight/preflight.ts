import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients } from '../aws/clients.ts';
import type { TypedOptions } from '../cli/full-command.ts';
import type { Shell } from '../cli/shell.ts';
import { otherAccount } from './other-account.ts';
import type { PreflightProblem } from './problem.ts';
import { runChecks, type CheckCounts } from './run-checks.ts';
import { printIdentity } from '../aws/print-identity.ts';

/** The caller's account and region, and the problems found there. */
export interface Preflight {
  readonly account: string;
  readonly region: string;
  readonly checks: CheckCounts;
  readonly problems: readonly PreflightProblem[];
}

/**
 * Prints the caller's account, region and identity, then checks whether account and region have what the fleets need. Changes nothing. If the
 * fleets are deployed to another account, checks nothing, and returns a problem that says so.
 * @throws AwsError if the caller's identity cannot be looked up, UsageError if the region's name has the wrong form
 */
export async function preflight(
  fleets: readonly FleetConfig[],
  typed: TypedOptions,
  shell: Shell,
): Promise<Preflight> {
  const aws = awsClients(shell.env);
  const identity = await printIdentity(aws, shell);
  const { account, region } = identity;
  const elsewhere = otherAccount(account, shell.env);
  if (elsewhere !== undefined) {
    return { account, region, checks: { made: 0, ok: 0 }, problems: [notChecked(elsewhere)] };
  }
  const start = shell.now().getTime();
  const results = await runChecks(aws, fleets, { identity, typed });
  const seconds = ((shell.now().getTime() - start) / 1_000).toFixed(1);
  const { made, ok } = results.checks;
  shell.err(shell.style('dim', `Preflight: ${ok} of ${made} checks ok, ${seconds} s`));
  return { account, region, ...results };
}

/** The warning for fleets that are deployed to another account. */
const notChecked = (target: string): PreflightProblem => ({
  problem: `CDK_DEPLOY_ACCOUNT is ${target}: what the fleets need in that account was not checked`,
  remedy: 'To check it, use credentials of that account',
  certain: false,
});
