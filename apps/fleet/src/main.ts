/** The operator's command line: `npm run fleet -- <command>`. */
import { runProgram } from './cli/run-program.ts';
import { bootstrapCommand } from './commands/bootstrap.ts';
import { deployCommand } from './commands/deploy.ts';
import { doctorCommand } from './commands/doctor.ts';
import { imagesCommand } from './commands/images.ts';
import { logsCommand } from './commands/logs.ts';
import { planCommand } from './commands/plan.ts';
import { statusCommand } from './commands/status.ts';
import { synthCommand } from './commands/synth.ts';
import { tokenCommand } from './commands/token.ts';
import { validateCommand } from './commands/validate.ts';
import { processShell } from './shell/process-shell.ts';

process.exitCode = await runProgram(
  [
    validateCommand,
    bootstrapCommand,
    tokenCommand,
    imagesCommand,
    planCommand,
    synthCommand,
    deployCommand,
    doctorCommand,
    statusCommand,
    logsCommand,
  ],
  process.argv.slice(2),
  processShell(),
);
