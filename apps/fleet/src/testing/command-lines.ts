import type { Command } from 'commander';

/** The arguments of every `npm run fleet -- …` in a text, without comments and redirections. */
export function commandLines(text: string): readonly string[] {
  const found = [...text.matchAll(/npm run (?:-s )?fleet -- ([^\n`]+)/g)].map(([, line = '']) => line);
  return found.map((line) =>
    line
      .replace(/ +#.*$/, '')
      .replace(/ [<>|&].*$/, '')
      .trim(),
  );
}

/** Why the program would reject a command line; undefined if it would accept it. */
export function rejectionOf(program: Command, line: string): string | undefined {
  let command = program;
  let positional = 0;
  const words = line.split(/\s+/);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      const [flag = ''] = word.split('=');
      const option = command.options.find(({ long, short }) => long === flag || short === flag);
      if (option === undefined && flag !== '--help') return `${command.name()} has no option ${flag}`;
      if (option?.required || option?.optional) at += valuesAfter(words, at, option.variadic);
      continue;
    }
    const inner: Command | undefined = command.commands.find((each) => each.name() === word);
    if (inner !== undefined && positional === 0) command = inner;
    else if (!acceptsArguments(command, (positional += 1))) return `${command.name()} does not know ${word}`;
  }
  return command.commands.length > 0 ? `${command.name()} needs a command` : undefined;
}

function valuesAfter(words: readonly string[], at: number, variadic: boolean): number {
  const values = words.slice(at + 1);
  const end = values.findIndex((word) => word.startsWith('-'));
  const count = end === -1 ? values.length : end;
  return variadic ? count : Math.min(1, count);
}

function acceptsArguments({ registeredArguments }: Command, count: number): boolean {
  return count <= registeredArguments.length || registeredArguments.some(({ variadic }) => variadic);
}
