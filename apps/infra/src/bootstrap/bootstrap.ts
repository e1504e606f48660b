/**
 * Bootstraps an account and region for the CDK so that CloudFormation may do there what a fleet needs, and no more:
 * first the policy of execution-policy.json is deployed, then `cdk bootstrap` gives it to CloudFormation's role.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { reportUserErrors, UserError } from '../user-error.ts';
import { parseBootstrapArguments } from './arguments.ts';
import type { BootstrapArguments } from './arguments.ts';
import { EXECUTION_POLICY_STACK, OUTPUTS } from './execution-policy-stack.ts';

const cdkCli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

await reportUserErrors(() => {
  const args = parseBootstrapArguments(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  try {
    bootstrap(args, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function bootstrap(
  { target, credentials, others, bringsPolicies }: BootstrapArguments,
  folder: string,
): void {
  // The policy's app stands in for the fleets', which has no part in this and might not be configured yet.
  const app = ['--app', `node "${join(import.meta.dirname, 'app.ts')}"`, '--output', join(folder, 'cdk.out')];
  const env = target && { CDK_DEPLOY_ACCOUNT: target.account, CDK_DEPLOY_REGION: target.region };
  if (bringsPolicies) {
    const environment = target ? [`aws://${target.account}/${target.region}`] : [];
    return cdk(['bootstrap', ...environment, ...app, ...others], env);
  }
  console.log(`1 of 2: the policy of apps/infra/execution-policy.json, as stack ${EXECUTION_POLICY_STACK}`);
  const outputs = join(folder, 'outputs.json');
  cdk(['deploy', ...app, '--outputs-file', outputs, '--require-approval', 'never', ...credentials], env);
  const { policyArn, environment } = readOutputs(outputs);
  console.log(`2 of 2: cdk bootstrap of ${environment}, with that policy for CloudFormation's role`);
  cdk(['bootstrap', environment, '--cloudformation-execution-policies', policyArn, ...app, ...others], env);
}

function readOutputs(path: string): { policyArn: string; environment: string } {
  const stacks = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  const outputs = stacks[EXECUTION_POLICY_STACK] ?? {};
  const { [OUTPUTS.policyArn]: policyArn, [OUTPUTS.environment]: environment } = outputs;
  if (!policyArn || !environment) throw new Error(`${EXECUTION_POLICY_STACK} has no outputs`);
  return { policyArn, environment };
}

/** Runs the CDK CLI on this terminal. @throws UserError when it fails; it has said why */
function cdk(args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(process.execPath, [cdkCli, ...args], {
    stdio: 'inherit',
    // The app's `node` is this one, also where the host has an older one.
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter), ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new UserError(`cdk ${args[0]} failed, see above`);
}
