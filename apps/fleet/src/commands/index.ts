import type { CommandFactory } from '../cli/run-program.ts';
import { bootstrapCommand } from './bootstrap/command.ts';
import { deployCommand } from './deploy/command.ts';
import { destroyCommand } from './destroy/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { explainCommand } from './explain/command.ts';
import { functionCommand } from './function/command.ts';
import { imagesCommand } from './images/command.ts';
import { initCommand } from './init/command.ts';
import { logsCommand } from './logs/command.ts';
import { planCommand } from './plan/command.ts';
import { statusCommand } from './status/command.ts';
import { synthCommand } from './synth/command.ts';
import { tokenCommand } from './token/command.ts';
import { upgradeCommand } from './upgrade/command.ts';
import { validateCommand } from './validate/command.ts';

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
