import type { Argument, Command, Option } from 'commander';

/** What a shell proposes for a value. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  /** The names of the configured fleets. */
  | { readonly kind: 'fleets' }
  /** Nothing is proposed, because only the user knows the value. */
  | { readonly kind: 'unknown' };

export interface OptionNode {
  /** Long and short, with dashes. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined if the option takes no value, or an optional one. */
  readonly values: Values | undefined;
  /** Whether it takes several values. */
  readonly variadic: boolean;
}

export interface CommandNode {
  /** The words after the program's name, each with a slash before it: `/token/put`. Empty for the program itself. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionNode[];
  readonly subcommands: readonly CommandNode[];
  readonly argument: Values | undefined;
}

/** A command and all commands below it, as shells complete them. */
export function commandTree(command: Command, path = ''): CommandNode {
  const help = { flags: ['--help', '-h'], description: 'show the help', values: undefined, variadic: false };
  return {
    path,
    name: command.name(),
    description: command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionNode), help],
    subcommands: command.commands.map((each) => commandTree(each, `${path}/${each.name()}`)),
    argument: argumentValues(command.registeredArguments[0]),
  };
}

/** The command and all commands below it, in the order of the help. */
export const allNodes = (node: CommandNode): readonly CommandNode[] => [
  node,
  ...node.subcommands.flatMap(allNodes),
];

function optionNode({ long, short, description, required, argChoices, flags, variadic }: Option): OptionNode {
  const placeholder = /<(\w+)/.exec(flags)?.[1];
  return {
    flags: [long, short].flatMap((flag) => flag ?? []),
    description,
    values: required
      ? long === '--fleet'
        ? { kind: 'fleets' }
        : valuesOf(argChoices, placeholder)
      : undefined,
    variadic,
  };
}

/** What to propose for a command's argument. Only `destroy` has an argument `name`: the names of fleets. */
function argumentValues(argument: Argument | undefined): Values | undefined {
  if (argument === undefined) return undefined;
  return argument.name() === 'name' ? { kind: 'fleets' } : valuesOf(argument.argChoices, argument.name());
}

function valuesOf(choices: readonly string[] | undefined, placeholder: string | undefined): Values {
  if (choices !== undefined) return { kind: 'words', words: choices };
  return { kind: ['file', 'folder', 'plan'].includes(placeholder ?? '') ? 'files' : 'unknown' };
}
