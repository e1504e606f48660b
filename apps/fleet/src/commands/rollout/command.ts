import { Command } from 'commander';
import { fleetCommand, withFleetOptions, withStackOptions, withYes } from '../../cli/common-options.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { runIn } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import type { BackOptions, DeployFleets } from './back.ts';

/** `rollout status|pause|resume|back`: shows and controls how old instances leave after a deployment. */
export function rolloutCommand(shell: Shell, deployFleets: DeployFleets): Command {
  return new Command('rollout')
    .description('shows, pauses and resumes the rollout of a new image, or goes back to the previous one')
    .addCommand(statusCommand(shell))
    .addCommand(changeCommand('pause', 'lets no further old instance leave', shell))
    .addCommand(changeCommand('resume', 'continues a paused rollout where it stopped', shell))
    .addCommand(backCommand(shell, deployFleets));
}

function statusCommand(shell: Shell): Command {
  return withStackOptions(fleetCommand('status', 'rollout status --stack linux-ci'))
    .description('shows how far a rollout is, and how many instances are old')
    .addHelpText('after', STATUS_HELP)
    .action(
      runIn(shell, async (shell, options: StackOptions) => {
        const { showRollouts } = await import('./show-rollouts.ts');
        await showRollouts(options, shell);
      }),
    );
}

function changeCommand(change: 'pause' | 'resume', description: string, shell: Shell): Command {
  return withStackOptions(fleetCommand(change, `rollout ${change} --stack linux-ci`))
    .description(description)
    .addHelpText('after', change === 'pause' ? PAUSE_HELP : RESUME_HELP)
    .action(
      runIn(shell, async (shell, options: StackOptions) => {
        const { changeRollout } = await import('./change-rollout.ts');
        await changeRollout(change, options, shell);
      }),
    );
}

function backCommand(shell: Shell, deployFleets: DeployFleets): Command {
  return withYes(withFleetOptions(fleetCommand('back', 'rollout back --fleet linux-ci')))
    .description('deploys the previous image again')
    .addHelpText('after', BACK_HELP)
    .action(
      runIn(shell, async (shell, options: BackOptions) => {
        const { goBack } = await import('./back.ts');
        await goBack(options, shell, deployFleets);
      }),
    );
}

const STATUS_HELP = `
An instance is old if it was launched from an earlier version of the launch template. A new image, instance type or tag makes a new version.
With SEMAPHORE_AGENT_IMAGE_ROLLOUT, old instances leave after a deployment: idle ones first, busy ones after their job. The share is the
percentage of them that must have been asked to leave by now. Without the setting, each stays until its agent ends.`;

const PAUSE_HELP = `
Every instance reads the rollout once in five minutes, so some may still leave in that time. Busy instances that were to leave after their
job stay. A deployment that begins the next rollout ends the pause. With SEMAPHORE_AGENT_DEPLOY_CANARY, that rollout begins
after the canary.`;

const RESUME_HELP = `
The share of the instances that leave grows from where the pause began.`;

const BACK_HELP = `
Looks up the image of the previous version of the launch template, and deploys it with SEMAPHORE_AGENT_AMI. It shows the plan and asks first,
like deploy. Everything else is deployed as the configuration has it now. Instances of the image that you leave are then the old ones: with
SEMAPHORE_AGENT_IMAGE_ROLLOUT, they leave in turn. The next deploy without SEMAPHORE_AGENT_AMI takes the newest image again.

If you go back a second time, it takes the image before that one: never an image that the fleet has left.`;
