import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from '../cli/errors.ts';
import { workspaceRoot } from '../workspace.ts';

export interface CdkRun {
  /** e.g. `deploy`, then its arguments. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Keep what it says and give it back, instead of printing it. */
  readonly quiet?: boolean;
}

/** Runs the CDK CLI; a test has one of its own. @throws UserError when it fails: it has said why, or the error does */
export type RunCdk = (run: CdkRun) => Promise<void>;

/**
 * The real CDK CLI in the folder of the CDK app, with what it looked up before. What it says goes to standard error:
 * standard output is the command's own.
 */
export const runCdk: RunCdk = async ({ args, env = {}, quiet = false }) => {
  const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: join(workspaceRoot, 'apps/infra'),
    stdio: ['inherit', quiet ? 'pipe' : process.stderr, quiet ? 'pipe' : process.stderr],
    // The app's `node` is this one, also where the host has an older one.
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter), ...env },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  if (code === 0) return;
  throw new UserError(`cdk ${args[0]}`, quiet ? `failed:\n${said.join('').trim()}` : 'failed, see above');
};
