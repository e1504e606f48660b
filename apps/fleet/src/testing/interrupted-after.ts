import type { CommandFactory } from '../cli/run-program.ts';
import type { Shell } from '../cli/shell.ts';
import { UserError } from '../cli/errors.ts';

/** Ends a command that would otherwise run until Ctrl-C: the command's sleep with the number `sleeps` throws an error. */
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
