import type { CommandFactory } from '../cli/run-program.ts';
import type { Shell } from '../cli/shell.ts';
import { UserError } from '../cli/errors.ts';

/** Interrupts a command that would never end, as Ctrl-C does, when it sleeps for the n-th time. */
export const interruptedAfter =
  (sleeps: number, command: CommandFactory): CommandFactory =>
  (shell: Shell) => {
    let slept = 0;
    return command({
      ...shell,
      sleep: async (ms) => {
        slept += 1;
        if (slept >= sleeps) throw new UserError('Ctrl-C', 'interrupted');
        await shell.sleep(ms);
      },
    });
  };
