/**
 * `npm run deploy`, `deploy:ci`, `diff` and `synth`: builds the Lambdas that changed, then calls the CDK CLI in apps/infra with
 * the user's arguments. The arguments do not go through Nx, which would interpret `-c` and `--verbose` itself. Without `--help`,
 * only the CLI writes to standard output, so that `npm run -s synth > template.yaml` writes a template. Arguments: [--built],
 * the script, then the user's.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { cdkArguments } from './cdk-arguments.ts';

const root = join(import.meta.dirname, '../..');
const infra = join(root, 'apps/infra');
const tool = (name: string): string => join(root, 'node_modules/.bin', name);

const given = process.argv.slice(2);
// Set by the Nx target, which has already built the Lambdas.
const isBuilt = given[0] === '--built';
const [script = '', ...typed] = isBuilt ? given.slice(1) : given;
const { args, output } = cdkArguments(script, typed, {
  typedIn: process.env['INIT_CWD'] ?? root,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
});
const wantsHelp = typed.includes('--help') || typed.includes('-h');

if (wantsHelp) console.log(`npm run ${script} -- [options of cdk ${args[0]}]\n`);
else if (!isBuilt) buildLambdas();
const { status } = spawnSync(tool('cdk'), args, {
  cwd: infra,
  stdio: 'inherit',
  // The same variable that `nx run infra:deploy` sets. The CDK app reads it, because the CLI does not tell the app which command it runs.
  env: { ...process.env, NX_TASK_TARGET_TARGET: args[0] },
});
process.exitCode = status ?? 1;
if (status === 0 && args[0] === 'synth' && !wantsHelp) {
  const folder = output ?? join(infra, 'cdk.out');
  console.error(`The templates and their assets are in ${relative(process.cwd(), folder) || '.'}`);
}

function buildLambdas(): void {
  const build = spawnSync(tool('nx'), ['run-many', '-t', 'build', '-p', ...LAMBDA_NAMES], {
    cwd: root,
    encoding: 'utf8',
  });
  if (build.status === 0) return;
  console.error(`${build.stdout}${build.stderr}`);
  process.exit(build.status ?? 1);
}
