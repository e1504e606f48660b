import type { CommandFactory } from '../cli/run-program.ts';
import { bootstrapCommand } from './bootstrap.ts';
import { deployCommand } from './deploy.ts';
import { destroyCommand } from './destroy.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { functionCommand } from './function.ts';
import { imagesCommand } from './images.ts';
import { initCommand } from './init.ts';
import { logsCommand } from './logs.ts';
import { planCommand } from './plan.ts';
import { statusCommand } from './status.ts';
import { synthCommand } from './synth.ts';
import { tokenCommand } from './token.ts';
import { upgradeCommand } from './upgrade.ts';
import { validateCommand } from './validate.ts';

/** Every command, in the order in which the help tells them. */
export const COMMANDS: readonly CommandFactory[] = [
  initCommand,
  validateCommand,
  bootstrapCommand,
  tokenCommand,
  imagesCommand,
  planCommand,
  upgradeCommand,
  synthCommand,
  deployCommand,
  doctorCommand,
  statusCommand,
  explainCommand,
  logsCommand,
  functionCommand,
  destroyCommand,
];
