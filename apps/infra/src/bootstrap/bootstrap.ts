/**
 * Bootstraps an account and region for the CDK so that CloudFormation may do there what a fleet needs, and no more:
 * first the policy of execution-policy.json is deployed, then `cdk bootstrap` gives it to CloudFormation's role.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportUserErrors, UserError } from '../user-error.ts';
import { parseBootstrapArguments } from './arguments.ts';
import type { BootstrapArguments } from './arguments.ts';
import { EXECUTION_POLICY_STACK, OUTPUTS } from './execution-policy-stack.ts';

const cdkCli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

await reportUserErrors(() => {
  const args = parseBootstrapArguments(process.argv.slice(2));
  if (args.bringsPolicies) return cdk('bootstrap', process.argv.slice(2));
  console.log(`1 of 2: the policy of apps/infra/execution-policy.json, as stack ${EXECUTION_POLICY_STACK}`);
  const { policyArn, environment } = deployPolicy(args);
  console.log(`2 of 2: cdk bootstrap of ${environment}, with that policy for CloudFormation's role`);
  cdk('bootstrap', [environment, '--cloudformation-execution-policies', policyArn, ...args.others]);
});

function deployPolicy({ target, credentials }: BootstrapArguments): {
  policyArn: string;
  environment: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  try {
    const outputs = join(folder, 'outputs.json');
    const app = `"${process.execPath}" "${join(import.meta.dirname, 'app.ts')}"`;
    cdk(
      'deploy',
      [
        '--app',
        app,
        '--output',
        join(folder, 'cdk.out'),
        '--outputs-file',
        outputs,
        '--require-approval',
        'never',
      ].concat(credentials),
      target && { CDK_DEPLOY_ACCOUNT: target.account, CDK_DEPLOY_REGION: target.region },
    );
    const stacks = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Record<string, string>>;
    const values = stacks[EXECUTION_POLICY_STACK];
    const [policyArn, environment] = [values?.[OUTPUTS.policyArn], values?.[OUTPUTS.environment]];
    if (!policyArn || !environment)
      throw new Error(`${EXECUTION_POLICY_STACK} has no outputs: ${JSON.stringify(stacks)}`);
    return { policyArn, environment };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the CDK CLI on this terminal. @throws UserError when it fails; it has said why */
function cdk(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(process.execPath, [cdkCli, command, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new UserError(`cdk ${command} failed, see above`);
}
