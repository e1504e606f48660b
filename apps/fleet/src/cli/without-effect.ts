import { Option, type Command } from 'commander';
import type { Shell } from './shell.ts';

/** Options of the CDK CLI that command lines for the JavaScript stack may have, with why they change nothing here. */
export type OptionsWithoutEffect = readonly (readonly [flags: string, why: string])[];

const COMMON: OptionsWithoutEffect = [
  ['--ci', 'without a terminal, progress is printed line by line anyway'],
  ['--no-color', 'colours appear on terminals only, and never with NO_COLOR=1'],
  ['--progress <how>', 'progress is always shown'],
  ['--require-approval <level>', '--yes is what skips the question'],
];

/** Accepts the options and says, for each one that is given, that it has no effect. They do not appear in the help. */
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
