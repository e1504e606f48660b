import { allNodes, type CommandNode, type OptionNode, type Values } from './command-tree.ts';
import { HELP, pathPatterns } from './patterns.ts';

/** The completion script for fish 3 and later. */
export function fishScript(root: CommandNode, [program = '', ...others]: readonly string[]): string {
  return `# Completion of ${[program, ...others].join(' and ')} for fish
function __agent_aws_stack_at
    set -l path ''
    for word in (commandline -opc)[2..-1]
        switch "$path/$word"
            case ${pathPatterns(root).replaceAll(' | ', ' ')}
                set path "$path/$word"
        end
    end
    test "$path" = "$argv[1]"
end
# Whether the last option before the cursor is this one
function __agent_aws_stack_after
    set -l flags (string match -- '-*' (commandline -opc))
    test "$flags[-1]" = "$argv[1]"
end
function __agent_aws_stack_fleets
    set -l words (commandline -opc)
    command $words[1] completion fleets 2>/dev/null
end
complete -c ${program} -f
${allNodes(root)
  .flatMap((node) => linesOf(node, program))
  .join('\n')}
${others.map((other) => `complete -c ${other} -w ${program}`).join('\n')}`;
}

function linesOf({ path, options, subcommands, argument }: CommandNode, program: string): readonly string[] {
  const line = (rest: string): string => `complete -c ${program} -n '__agent_aws_stack_at "${path}"' ${rest}`;
  const names = [...subcommands, ...(path === '' ? [HELP] : [])];
  return [
    ...names.map(({ name, description }) => line(`-a ${name} -d ${quoted(description)}`)),
    ...(argument === undefined || argument.kind === 'unknown' ? [] : [line(valuesIn(argument))]),
    ...options.map((option) => line(optionOf(option))),
    ...options.flatMap(furtherValues).map((condition) => line(condition)),
  ];
}

/** Conditions for the second and later values of an option, which fish would otherwise complete like arguments. */
const furtherValues = ({ flags, values, variadic }: OptionNode): readonly string[] =>
  variadic && values !== undefined && values.kind !== 'unknown'
    ? flags.map((flag) => `-n '__agent_aws_stack_after ${flag}' ${valuesIn(values)}`)
    : [];

function optionOf({ flags, description, values }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = values === undefined ? [] : [values.kind === 'files' ? '-r' : '-x', valuesIn(values)];
  return [...names, ...value, `-d ${quoted(description)}`].filter((part) => part !== '').join(' ');
}

function valuesIn(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `-a '${values.words.join(' ')}'`;
    case 'files':
      return '-F';
    case 'fleets':
      return "-a '(__agent_aws_stack_fleets)'";
    case 'unknown':
      return '';
  }
}

/** The text in single quotes, within which fish has the escapes \\ and \'. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
