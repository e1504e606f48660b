import type { Command } from 'commander';

/**
 * Moves a request for help to the end of the arguments, as `--help`, for Commander. If the command is unknown, drops the request instead:
 * Commander then reports the unknown command, where it would otherwise print the general help.
 */
export function normalizeHelp(program: Command, args: readonly string[]): readonly string[] {
  const isHelp = (word: string, index: number) =>
    word === '--help' || word === '-h' || (word === 'help' && index === 0);
  const others = args.filter((word, index) => !isHelp(word, index));
  if (others.length === args.length) return args;
  return isKnown(program, others) ? [...others, '--help'] : others;
}

/** False if a word stands where a command or subcommand is expected, but names none. */
function isKnown({ commands }: Command, [name, ...others]: readonly string[]): boolean {
  if (name === undefined || name.startsWith('-') || commands.length === 0) return true;
  const command = commands.find((each) => each.name() === name);
  return command !== undefined && isKnown(command, others);
}
