/** The operator's command line: `npm run fleet -- <command>`. Modules are loaded through Node's compile cache, which makes it start faster. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/fleet'));
const { runProgram } = await import('./cli/run-program.ts');
const { commandsOf } = await import('./commands/index.ts');
const { processShell } = await import('./cli/process-shell.ts');

const args = process.argv.slice(2);
process.exitCode = await runProgram(await commandsOf(args), args, processShell());
