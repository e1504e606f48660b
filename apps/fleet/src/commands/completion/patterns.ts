import { allNodes, type CommandNode, type OptionNode, type Values } from './command-tree.ts';

/** A flag that takes a value, with the path of its command and what the value may be. */
export interface FlagWithValue {
  readonly path: string;
  readonly flag: string;
  readonly values: Values;
  readonly variadic: boolean;
}

/** The flags of all commands, as far as they take a value. */
export const flagsWithValues = (root: CommandNode): readonly FlagWithValue[] =>
  allNodes(root).flatMap(({ path, options }) =>
    options.flatMap(({ flags, values, variadic }) =>
      values === undefined ? [] : flags.map((flag) => ({ path, flag, values, variadic })),
    ),
  );

/**
 * The branches of a `case` statement in bash or zsh. Each has a pattern, for the path of a command and a flag, and what the flag's value may be.
 * A flag that takes the same values in all commands has one pattern for all.
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

/** The paths of all commands, as one pattern of a shell's `case` statement. */
export const pathPatterns = (root: CommandNode): string =>
  allNodes(root)
    .flatMap(({ path }) => (path === '' ? [] : path))
    .join(' | ');

/** The command `help`, which commander adds to the program. */
export const HELP = { name: 'help', description: 'show the help of a command' };

/** The long flags of all options. */
export const allFlags = (options: readonly OptionNode[]): readonly string[] =>
  options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--')));

/** The text in single quotes, for bash and zsh. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
