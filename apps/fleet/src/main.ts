/** The operator's command line: `npm run fleet -- <command>`. */
import { runProgram } from './cli/run-program.ts';
import { bootstrapCommand } from './commands/bootstrap.ts';
import { doctorCommand } from './commands/doctor.ts';
import { imagesCommand } from './commands/images.ts';
import { logsCommand } from './commands/logs.ts';
import { statusCommand } from './commands/status.ts';
import { tokenCommand } from './commands/token.ts';
import { processShell } from './shell/process-shell.ts';

process.exitCode = await runProgram(
  [bootstrapCommand, doctorCommand, imagesCommand, logsCommand, statusCommand, tokenCommand],
  process.argv.slice(2),
  processShell(),
);
