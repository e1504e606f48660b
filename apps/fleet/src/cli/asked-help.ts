import type { Command } from 'commander';

/**
 * The arguments as Commander is to read them: asked for help with a command that is not there, it would tell all there is;
 * without the plea it names the command that it does not know.
 */
export function askedHelp(program: Command, args: readonly string[]): readonly string[] {
  const isHelp = (word: string, index: number) =>
    word === '--help' || word === '-h' || (word === 'help' && index === 0);
  const others = args.filter((word, index) => !isHelp(word, index));
  if (others.length === args.length) return args;
  return isKnown(program, others) ? [...others, '--help'] : others;
}

/** Whether the words name a command, as far as there are commands in commands. */
function isKnown({ commands }: Command, [name, ...others]: readonly string[]): boolean {
  if (name === undefined || name.startsWith('-') || commands.length === 0) return true;
  const command = commands.find((each) => each.name() === name);
  return command !== undefined && isKnown(command, others);
}
