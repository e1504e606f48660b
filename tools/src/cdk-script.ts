/**
 * What `npm run deploy`, `diff` and `synth` do: `--help` is answered by the CDK CLI, whose options they take; all else is the
 * Nx target of the CDK app, which builds the Lambdas first. Arguments: the target, then those of the user.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const [target = '', ...args] = process.argv.slice(2);
const wantsHelp = args.some((argument) => argument === '--help' || argument === '-h');
const [verb = ''] = target.split(':');
const [tool, words] = wantsHelp ? ['cdk', [verb, '--help']] : ['nx', ['run', `infra:${target}`, ...args]];

if (wantsHelp) console.log(`npm run ${target} -- [options of cdk ${verb}]\n`);
const { status } = spawnSync(join(root, 'node_modules/.bin', tool), words, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
