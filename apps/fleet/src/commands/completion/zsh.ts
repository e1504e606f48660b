import { allNodes, type CommandNode, type OptionNode, type Values } from './command-tree.ts';
import { flagsWithValues, HELP, pathPatterns, quoted, valueBranches } from './patterns.ts';

/** The completion script for zsh: sourced, or a file named _agent-aws-stack in a folder of $fpath. */
export function zshScript(root: CommandNode, programs: readonly string[]): string {
  const flags = flagsWithValues(root);
  const branches = (some: typeof flags) =>
    valueBranches(some).map(([pattern, values]) => `    ${pattern}) ${propose(values)}; return ;;`);
  return `#compdef ${programs.join(' ')}
_agent_aws_stack() {
  local cur="$words[CURRENT]" prev="$words[CURRENT-1]" cmd='' flag='' word i
  local -a list
  if [[ "$cur" == --*=* ]]; then
    prev="\${cur%%=*}"
    compset -P '*='
  fi
  for ((i = 2; i < CURRENT; i++)); do
    word="$words[i]"
    case "$cmd/$word" in
      ${pathPatterns(root)}) cmd="$cmd/$word" ;;
    esac
    [[ "$word" == -* ]] && flag="$word"
  done
  case "$cmd $prev" in
${branches(flags).join('\n')}
  esac
  if [[ "$cur" != -* ]]; then
    case "$cmd $flag" in
${branches(flags.filter(({ variadic }) => variadic)).join('\n')}
    esac
  fi
  case "$cmd" in
${allNodes(root).map(commandBranch).join('\n')}
  esac
}
if [[ "$funcstack[1]" == _agent_aws_stack ]]; then
  _agent_aws_stack
else
  compdef _agent_aws_stack ${programs.join(' ')}
fi`;
}

/** Proposes options after a dash; else subcommands or values of the argument, or options if there are neither. */
function commandBranch({ path, options, subcommands, argument }: CommandNode): string {
  const flags = describe('option', options.flatMap(describedFlags));
  const names = [...subcommands, ...(path === '' ? [HELP] : [])].map(described);
  const known = argument === undefined || argument.kind === 'unknown' ? undefined : propose(argument);
  const others = subcommands.length > 0 ? describe('command', names) : (known ?? flags);
  return `    '${path}') if [[ "$cur" == -* ]]; then ${flags}; else ${others}; fi ;;`;
}

const describedFlags = ({ flags, description }: OptionNode): readonly string[] =>
  flags.filter((flag) => flag.startsWith('--')).map((name) => described({ name, description }));

const described = ({ name, description }: { readonly name: string; readonly description: string }): string =>
  quoted(`${name}:${description}`);

const describe = (what: string, list: readonly string[]): string =>
  `list=(${list.join(' ')}); _describe ${what} list`;

function propose(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `compadd -- ${values.words.join(' ')}`;
    case 'files':
      return '_files';
    case 'fleets':
      return 'compadd -- ${(f)"$("$words[1]" completion fleets 2>/dev/null)"}';
    case 'unknown':
      return ':';
  }
}
