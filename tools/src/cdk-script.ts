/**
 * What `npm run deploy`, `diff` and `synth` do: build the Lambdas that changed, then call the CDK CLI with all that was typed, in the
 * folder of the CDK app. Nx is not asked to hand the arguments on: it would take `-c` and `--verbose` for its own. Standard output is the
 * CLI's alone, so that `npm run -s synth > template.yaml` holds a template. Arguments: [--built] the script, then those of the user.
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
// As the Nx target, whose dependencies have built them.
const isBuilt = given[0] === '--built';
const [script = '', ...typed] = isBuilt ? given.slice(1) : given;
const { args, output } = cdkArguments(script, typed, {
  typedIn: process.env['INIT_CWD'] ?? root,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
});
const wantsHelp = typed.includes('--help') || typed.includes('-h');

if (wantsHelp) console.log(`npm run ${script} -- [options of cdk ${args[0]}]\n`);
else if (!isBuilt) buildLambdas();
const { status } = spawnSync(tool('cdk'), args, { cwd: infra, stdio: 'inherit' });
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
