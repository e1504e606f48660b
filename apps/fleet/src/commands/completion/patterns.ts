import { allNodes, type CommandNode, type OptionNode, type Values } from './command-tree.ts';

/** A command and one of the flags of its options that take a value, with what the value may be. */
export interface FlagWithValue {
  readonly path: string;
  readonly flag: string;
  readonly values: Values;
  readonly variadic: boolean;
}

/** Every flag of every command that takes a value. */
export const flagsWithValues = (root: CommandNode): readonly FlagWithValue[] =>
  allNodes(root).flatMap(({ path, options }) =>
    options.flatMap(({ flags, values, variadic }) =>
      values === undefined ? [] : flags.map((flag) => ({ path, flag, values, variadic })),
    ),
  );

/**
 * The branches of a `case` statement of bash and zsh on `"$path $flag"`: a pattern and what the value may be. Flags that mean the same in all
 * commands have one pattern.
 */
export function valueBranches(
  flags: readonly FlagWithValue[],
): readonly (readonly [pattern: string, values: Values])[] {
  const byValues = new Map<string, { readonly values: Values; readonly patterns: Set<string> }>();
  for (const { path, flag, values } of flags) {
    const key = JSON.stringify(values);
    const same = flags
      .filter((other) => other.flag === flag)
      .every((other) => JSON.stringify(other.values) === key);
    const branch = byValues.get(key) ?? { values, patterns: new Set() };
    branch.patterns.add(same ? `*' ${flag}'` : `'${path} ${flag}'`);
    byValues.set(key, branch);
  }
  return [...byValues.values()].map(({ values, patterns }) => [[...patterns].join(' | '), values]);
}

/** All words with which a shell finds the command in a command line: the paths of all commands. */
export const pathPatterns = (root: CommandNode): string =>
  allNodes(root)
    .flatMap(({ path }) => (path === '' ? [] : path))
    .join(' | ');

/** `help` is a command too, followed by the words of another. */
export const HELP = { name: 'help', description: 'show the help of a command' };

export const allFlags = (options: readonly OptionNode[]): readonly string[] =>
  options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--')));

/** In single quotes, for bash and zsh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
