import type { CommandFactory } from '../cli/run-program.ts';
import type { Shell } from '../cli/shell.ts';
import { UserError } from '../cli/errors.ts';

/** A command that would go on for ever, ended as by Ctrl-C when it goes to sleep for the n-th time. */
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
