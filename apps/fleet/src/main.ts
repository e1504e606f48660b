/** The operator's command line: `npm run fleet -- <command>`. */
import { runProgram } from './cli/run-program.ts';
import { COMMANDS } from './commands/index.ts';
import { processShell } from './shell/process-shell.ts';

process.exitCode = await runProgram(COMMANDS, process.argv.slice(2), processShell());
