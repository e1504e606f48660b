import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { UserError } from '../cli/errors.ts';
import { workspaceRoot } from '../workspace.ts';
import type { CdkRun, Tools } from './tools.ts';

const infra = join(workspaceRoot, 'apps/infra');

/** The real tools of this workspace. */
export const workspaceTools: Tools = {
  // Nx knows what changed since they were built last.
  buildLambdas: () =>
    run(
      'nx run-many -t build',
      [
        'nx/bin/nx.js',
        'run-many',
        '-t',
        'build',
        '-p',
        'agent-scaler',
        'ssh-keys-updater',
        'az-rebalance-suspender',
      ],
      {
        cwd: workspaceRoot,
        onLine: () => undefined,
      },
    ),
  // In the folder of the CDK app it finds cdk.json and what was looked up before.
  cdk: ({ args, onLine }: CdkRun) =>
    run(`cdk ${args[0]}`, ['aws-cdk/bin/cdk', ...args], { cwd: infra, onLine }),
};

interface Running {
  readonly cwd: string;
  readonly onLine: ((line: string) => void) | undefined;
}

/** Runs a package's script. What it says goes to standard error: standard output is the command's own. */
async function run(
  name: string,
  [script = '', ...args]: readonly string[],
  { cwd, onLine }: Running,
): Promise<void> {
  const path = createRequire(join(infra, 'package.json')).resolve(script);
  const sink = onLine === undefined ? process.stderr : 'pipe';
  const child = spawn(process.execPath, [path, ...args], {
    cwd,
    stdio: ['inherit', sink, sink],
    // The CDK app's `node` is this one, also where the host has an older one.
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
  });
  const said: string[] = [];
  const both = new PassThrough();
  createInterface({ input: both }).on('line', (line) => {
    // That the CDK app has failed is clear from what it said.
    if (/: Subprocess exited with error \d+$/.test(line)) return;
    said.push(line);
    onLine?.(line);
  });
  child.stdout?.pipe(both, { end: false });
  child.stderr?.pipe(both, { end: false });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  both.end();
  if (code !== 0)
    throw new UserError(
      name,
      onLine === undefined ? 'failed, see above' : `failed:\n${said.join('\n').trim()}`,
    );
}
