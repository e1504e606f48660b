import { PROGRAM_NAMES } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { EXIT_CODES } from '../../cli/exit-code.ts';
import type { Shell } from '../../cli/shell.ts';
import { bashScript } from './bash.ts';
import { commandTree } from './command-tree.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

const SHELLS = Object.keys(SCRIPTS);

type ShellName = keyof typeof SCRIPTS;

/** Also accepts `fleets`, which the completion scripts pass. */
function shellName(typed: string): string {
  if (typed === 'fleets' || SHELLS.includes(typed)) return typed;
  throw new InvalidArgumentError(`Allowed choices are ${SHELLS.join(', ')}.`);
}

/** `completion`: prints a script with which a shell completes command lines. */
export function completionCommand(shell: Shell): Command {
  return new Command('completion')
    .description('prints a script with which your shell completes commands, options and their values')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS).argParser(shellName))
    .addHelpText('after', HELP)
    .action(async (name: ShellName | 'fleets', _: object, command: Command) => {
      if (name === 'fleets') {
        const { printFleetNames } = await import('./print-fleet-names.ts');
        return printFleetNames(shell);
      }
      if (command.parent !== null) shell.out(SCRIPTS[name](commandTree(command.parent), PROGRAM_NAMES));
    });
}

const HELP = `
The script completes ${PROGRAM_NAMES.join(' and ')}, the two names of the npm package's program. They must be on your PATH: install the package with
npm install --global, or add node_modules/.bin to the PATH. It cannot complete npx and npm run.

  bash  in ~/.bashrc:  eval "$(agent-aws-stack completion bash)"
  zsh   in ~/.zshrc, after compinit:  eval "$(agent-aws-stack completion zsh)"
  fish  in ~/.config/fish/config.fish:  agent-aws-stack completion fish | source

The scripts run "completion fleets" for the names of your fleets. It prints those of the configuration: fleet.json in the current folder, or the
file that SEMAPHORE_AGENT_STACK_CONFIG names.

Example:
  ${installation.program} completion bash

${EXIT_CODES}`;
