/** The operator's command line: `npm run fleet -- <command>`. */
import { runProgram } from './cli/run-program.ts';
import { doctorCommand } from './commands/doctor.ts';
import { imagesCommand } from './commands/images.ts';
import { tokenCommand } from './commands/token.ts';
import { processShell } from './shell/process-shell.ts';

process.exitCode = await runProgram(
  [doctorCommand, imagesCommand, tokenCommand],
  process.argv.slice(2),
  processShell(),
);
