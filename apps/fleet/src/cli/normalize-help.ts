import type { Command } from 'commander';

/**
 * The arguments for Commander, with `--help` at their end if it is asked for. With an unknown command `--help` is dropped, so that
 * Commander reports the unknown command; it would print the general help otherwise.
 */
export function normalizeHelp(program: Command, args: readonly string[]): readonly string[] {
  const isHelp = (word: string, index: number) =>
    word === '--help' || word === '-h' || (word === 'help' && index === 0);
  const others = args.filter((word, index) => !isHelp(word, index));
  if (others.length === args.length) return args;
  return isKnown(program, others) ? [...others, '--help'] : others;
}

/** Whether the words name a command and, if it has any, a subcommand. */
function isKnown({ commands }: Command, [name, ...others]: readonly string[]): boolean {
  if (name === undefined || name.startsWith('-') || commands.length === 0) return true;
  const command = commands.find((each) => each.name() === name);
  return command !== undefined && isKnown(command, others);
}
