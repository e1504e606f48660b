import { Command } from 'commander';
import { fleetCommand, withStackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import type { Shell } from '../../cli/shell.ts';

/** `brake release`: resumes the launches that the launch brake has suspended. */
export function brakeCommand(shell: Shell): Command {
  return new Command('brake')
    .description('releases the launch brake, which suspends launches while no agent starts')
    .addCommand(releaseCommand(shell));
}

function releaseCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('release', 'brake release --fleet linux-ci'))
    .description('lets the fleet launch instances again at once, instead of at the next probe')
    .addHelpText('after', HELP)
    .action(
      runIn(shell, async (shell, options: StackOptions) => {
        const { releaseBrake } = await import('./release-brake.ts');
        await releaseBrake(options, shell);
      }),
    );
}

const HELP = `
If three rounds of instances in a row end within ten minutes and no agent registers, the scaler suspends launches, and lets the group launch one
round after 5, 10 and 20 minutes, then every 30 minutes. When an agent registers, it resumes launches by itself.

Use this command after you have removed the cause, if you do not want to wait for the next probe. \`doctor\` looks for the cause, and \`status\` shows
whether the brake suspends launches. \`deploy\` releases the brake if it changes the launch template. If agents still do not start, the brake
suspends launches again after three more rounds.

Launches that a person has suspended stay suspended. SEMAPHORE_AGENT_LAUNCH_BRAKE=false turns the brake off.`;
