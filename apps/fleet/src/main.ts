/** The operator's command line: `npm run fleet -- <command>`. What it loads comes from a cache of compiled code. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/fleet'));
const { runProgram } = await import('./cli/run-program.ts');
const { commandsOf } = await import('./commands/index.ts');
const { processShell } = await import('./cli/process-shell.ts');

const args = process.argv.slice(2);
process.exitCode = await runProgram(await commandsOf(args), args, processShell());
