import type { Command } from 'commander';
import { fleetCommand, withStackOptions, type StackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';

/** `explain`: prints what the scaler would do now, why, and what it did before. */
export function explainCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('explain', 'explain --fleet linux-ci'))
    .description('explains what the scaler would do now, and why')
    .action(
      runIn(shell, async (shell, options: StackOptions) => {
        const { showExplanation } = await import('./show-explanation.ts');
        await showExplanation(options, shell);
      }),
    );
}
