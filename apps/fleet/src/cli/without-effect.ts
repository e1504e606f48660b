import { Option, type Command } from 'commander';
import type { Shell } from './shell.ts';

/** CDK CLI options from users' scripts for the JavaScript stack, and why each has no effect here. */
export type OptionsWithoutEffect = readonly (readonly [flags: string, why: string])[];

const COMMON: OptionsWithoutEffect = [
  ['--ci', 'without a terminal, progress is printed line by line anyway'],
  ['--no-color', 'colours appear on terminals only, and never with NO_COLOR=1'],
  ['--progress <how>', 'progress is shown anyway'],
  ['--require-approval <level>', '--yes skips the question instead'],
];

/** Adds COMMON and `others` to a command, hidden from its help. For each of them that the user types, the command prints that it has no effect. */
export function withoutEffect(command: Command, shell: Shell, others: OptionsWithoutEffect = []): Command {
  const options = [...COMMON, ...others].map(([flags, why]) => ({
    option: new Option(flags).hideHelp(),
    why,
  }));
  for (const { option } of options) command.addOption(option);
  return command.hook('preAction', () => {
    for (const { option, why } of options) {
      if (command.getOptionValueSource(option.attributeName()) === 'cli')
        shell.err(`${option.long} has no effect here: ${why}.`);
    }
  });
}
